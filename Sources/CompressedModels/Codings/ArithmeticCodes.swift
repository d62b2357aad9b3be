import EntropyCoding
import Networks
import Tensors

/// Coding 5: every weight as the rank of its centroid, 0 where it is pruned, in arithmetic coding:
/// what its neighbours are tells how many bits it takes (FORMAT.md, section 12).
package struct ArithmeticCodes: WeightCoding {
  package static let number: UInt8 = 5
  package static let name = "arithmetic"

  package let scanOrder: ScanOrder
  private let book: PackedCodebook
  private let survivorCount: Int
  package let ranks: CodedRanks

  package var codebook: PackedCodebook? { book }
  package var byteCount: Int { ranks.streams.reduce(0) { $0 + $1.count } }

  package func averageCodeBits(_ histogram: SymbolHistogram) -> Double {
    Double(8 * byteCount) / Double(max(1, histogram.total))
  }

  package func symbols() throws(ContainerFault) -> LayerSymbols {
    let decoded: [Int16]
    do { decoded = try ranks.decoded() } catch { throw .coding(error) }
    let survivors = decoded.count { $0 != 0 }
    guard survivors == survivorCount else {
      throw .index(.wrongSurvivorCount(expected: survivorCount, found: survivors))
    }
    return LayerSymbols(codes: CodebookRanks(book.codebook).codes(of: decoded))
  }

  package func entries(
    _ symbols: LayerSymbols, shape: [Int]
  ) throws(ContainerFault) -> LayerEntries {
    let entries = CodedEntries(
      order: scanOrder, matrix: MatrixShape(shape), codebook: book.codebook)
    return try entries.entries(ofAll: symbols.codes)
  }

  /// Huffman codes, for programs that know nothing else.
  package func withPlainSymbols(shape: [Int]) throws(ContainerFault) -> any WeightCoding {
    let entries = try entries(try symbols(), shape: shape)
    let parameter = LayerParameter("", .weights, weights(entries, shape: shape), bias: nil)
    do {
      return try PackedLayer(
        encoding: parameter, name: "", nodeIndex: 0, options: PackingOptions()
      ).content
    } catch {
      switch error {
      case .coding(_, let error): throw .coding(error)
      case .container(let fault): throw fault
      default: throw .weightsMissing
      }
    }
  }
}

// MARK: Writing

extension ArithmeticCodes {
  /// `symbols`: every weight's code, row-major; the code behind the last centroid is a pruned
  /// weight. Both scan orders are tried.
  init(
    encoding symbols: [UInt16], shape: [Int], codebook: PackedCodebook, streams: Int? = nil
  ) {
    let matrix = MatrixShape(shape)
    let codebookRanks = CodebookRanks(codebook.codebook)
    let byRows = symbols.map { codebookRanks.ranks[Int($0)] }
    let survivors = byRows.count { $0 != 0 }
    let alphabet = codebookRanks.alphabet(survivors: survivors, of: matrix.count)
    let byColumns = matrix.transposed(byRows)
    var choices = Parallel.map(2) { column in
      RankModelChoice(
        of: column == 0 ? byRows : byColumns, columns: column == 0 ? matrix.columns : matrix.rows,
        alphabet: alphabet,
        planes: column == 0 ? matrix.planes(shape) : [(height: 1, width: matrix.rows)])
    }
    scanOrder = choices[1].cost < choices[0].cost ? .columnMajor : .rowMajor
    let isByRow = scanOrder == .rowMajor
    choices[isByRow ? 0 : 1].refine()
    let lines = isByRow ? matrix.rows : matrix.columns
    ranks = CodedRanks(
      encoding: isByRow ? byRows : byColumns, columns: matrix.count / lines,
      model: choices[isByRow ? 0 : 1].model,
      streams: streams.map { min(max($0, 1), lines, CodedRanks.mostStreams) })
    (book, survivorCount) = (codebook, survivors)
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(book)
    let neighbourhood = ranks.model.neighbourhood
    writer.write(
      (scanOrder == .columnMajor ? Settings.byColumn : 0)
        | (ranks.model.splitsSigns ? Settings.splitsSigns : 0)
        | (neighbourhood == nil ? 0 : Settings.hasNeighbourhood))
    writer.write(variable: survivorCount)
    writer.write(as: .tables) { writer in
      if let neighbourhood { writer.write(neighbourhood) }
      writer.write(UInt8(ranks.streams.count))
      for stream in ranks.streams { writer.write(variable: stream.count) }
    }
    writer.write(as: .codes) { writer in
      for stream in ranks.streams { writer.write(stream) }
    }
  }

  /// The bits of the first field.
  fileprivate enum Settings {
    static let byColumn: UInt8 = 1
    static let splitsSigns: UInt8 = 2
    static let hasNeighbourhood: UInt8 = 4
    static let all: UInt8 = 7
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ neighbourhood: RankNeighbourhood) {
    write(variable: neighbourhood.height)
    write(variable: neighbourhood.width)
    write(
      UInt8(
        neighbourhood.presenceShift | neighbourhood.sizeShift << 2 | neighbourhood.sizeDepth << 4))
    write(UInt8(neighbourhood.firstEnergy))
    write(variable: neighbourhood.energyStep)
    write(UInt8(neighbourhood.fill))
    write(signed: neighbourhood.constant)
    write(UInt8(neighbourhood.base))
    write(UInt8(neighbourhood.signShift))
    write((neighbourhood.energies + neighbourhood.signs).map { UInt8(bitPattern: Int8($0)) })
  }
}

// MARK: Reading

extension ArithmeticCodes {
  package init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError) {
    book = try reader.codebook()
    let start = reader.position
    let settings = try reader.byte()
    guard settings <= Settings.all else {
      throw reader.error(
        .unknownValue(field: "setting of arithmetic coding", value: Int(settings)), offset: start)
    }
    scanOrder = settings & Settings.byColumn == 0 ? .rowMajor : .columnMajor
    let survivors = try reader.variable(limit: UInt64(header.weightCount))
    guard survivors == 0 || book.codebook.count > 0 else {
      throw reader.error(.wrongCount(field: "survivors", expected: 0, found: survivors))
    }
    survivorCount = survivors
    let matrix = MatrixShape(header.shape)
    let lines = scanOrder == .rowMajor ? matrix.rows : matrix.columns
    var model = RankModel(
      alphabet: CodebookRanks(book.codebook).alphabet(
        survivors: survivors, of: header.weightCount),
      splitsSigns: settings & Settings.splitsSigns != 0)
    let lengths = try reader.read(as: .tables) { reader throws(ContainerError) in
      if settings & Settings.hasNeighbourhood != 0 {
        model.neighbourhood = try reader.neighbourhood(line: matrix.count / lines)
      }
      return try reader.streamLengths(lines: lines, areNone: survivors == 0)
    }
    let streams = try reader.read(as: .codes) { reader throws(ContainerError) in
      var streams: [[UInt8]] = []
      for length in lengths { streams.append(Array(try reader.take(length))) }
      return streams
    }
    ranks = CodedRanks(
      model: model, lines: lines, columns: matrix.count / lines, streams: streams)
  }
}

extension ByteReader {
  /// Every number within the bounds that its use asks for.
  fileprivate mutating func neighbourhood(
    line: Int
  ) throws(ContainerError) -> RankNeighbourhood {
    let start = position
    let (height, width) = (try variable(), try variable())
    guard line <= RankNeighbourhood.longestLine, height > 0, width > 0,
      line.isMultiple(of: height * width)
    else { throw error(.unknownValue(field: "width of a plane", value: width), offset: start) }
    let levels = Int(try byte())
    guard levels >> 4 <= RankNeighbourhood.deepest else {
      throw error(.unknownValue(field: "setting of levels", value: levels), offset: position - 1)
    }
    let firstEnergy = Int(try byte())
    let energyStep = try variable(limit: UInt64(RankNeighbourhood.largestStep))
    let fill = Int(try byte())
    let constant = try signed(limit: UInt64(RankNeighbourhood.largestConstant))
    let base = Int(try byte())
    let signShift = Int(try byte())
    guard RankNeighbourhood.shifts.contains(signShift) else {
      throw error(.unknownValue(field: "shift of signs", value: signShift), offset: position - 1)
    }
    let numbers = try take(2 * RankNeighbourhood.taps).map { Int(Int8(bitPattern: $0)) }
    return RankNeighbourhood(
      height: height, width: width, firstEnergy: firstEnergy, energyStep: energyStep, fill: fill,
      constant: constant, base: base, presenceShift: levels & 3, sizeShift: levels >> 2 & 3,
      sizeDepth: levels >> 4, signShift: signShift,
      energies: Array(numbers.prefix(RankNeighbourhood.taps)),
      signs: Array(numbers.suffix(RankNeighbourhood.taps)))
  }

  /// 1 to 16, and no more than lines; none where nothing is said.
  fileprivate mutating func streamLengths(
    lines: Int, areNone: Bool
  ) throws(ContainerError) -> [Int] {
    let start = position
    let count = Int(try byte())
    let most = areNone ? 0 : min(lines, CodedRanks.mostStreams)
    guard count <= most, areNone || count > 0 else {
      throw error(.wrongCount(field: "streams", expected: most, found: count), offset: start)
    }
    var lengths: [Int] = []
    for _ in 0..<count { lengths.append(try variable()) }
    return lengths
  }
}

extension MatrixShape {
  fileprivate func transposed(_ values: [Int16]) -> [Int16] {
    guard rows > 1, columns > 1 else { return values }
    return [Int16](unsafeUninitializedCapacity: count) { target, filled in
      for row in 0..<rows {
        for column in 0..<columns { target[column * rows + row] = values[row * columns + column] }
      }
      filled = count
    }
  }

  /// Planes that a row may consist of: those of a filter's taps, the pixels of a square image in
  /// one or three colours, and the whole row as one line.
  fileprivate func planes(_ shape: [Int]) -> [(height: Int, width: Int)] {
    let line = (height: 1, width: columns)
    if shape.count > 2 {
      let taps = (
        height: shape.count > 3 ? shape[shape.count - 2] : 1, width: shape[shape.count - 1]
      )
      return taps.height * taps.width > 1 ? [taps, line] : [line]
    }
    for colours in [1, 3] where columns.isMultiple(of: colours) {
      let side = Int(Double(columns / colours).squareRoot())
      if side > 2, side * side * colours == columns { return [(side, side), line] }
    }
    return [line]
  }
}
