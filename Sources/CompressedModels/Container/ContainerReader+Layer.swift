import EntropyCoding
import Networks
import Tensors

/// What comes first in a layer's chunk.
package struct LayerHeader {
  let nodeIndex: Int
  let name: String
  let coding: UInt8
  let shape: [Int]

  var weightCount: Int { shape.reduce(1, *) }
}

/// Section 6 of FORMAT.md: one layer.
extension ByteReader {
  /// `holders`: names of the network's layers or parameters, by number.
  mutating func layerHeader(_ holders: [String]) throws(ContainerError) -> LayerHeader {
    let start = position
    let nodeIndex = try variable()
    guard nodeIndex < holders.count else {
      throw error(
        .numberTooLarge(UInt64(nodeIndex), limit: UInt64(max(1, holders.count) - 1)),
        offset: start)
    }
    place.layer = holders[nodeIndex]
    let coding = try byte()
    guard WeightCodings.type(number: coding) != nil else {
      throw error(.unknownCoding(number: Int(coding)), offset: position - 1)
    }
    let shape = try shape()
    guard !shape.isEmpty else { throw error(.emptyShape(shape)) }
    return LayerHeader(
      nodeIndex: nodeIndex, name: holders[nodeIndex], coding: coding, shape: shape)
  }

  mutating func bias(of header: LayerHeader) throws(ContainerError) -> Bias? {
    try read(as: .biases) { reader throws(ContainerError) in
      try reader.bias(outputs: header.shape[0])
    }
  }

  /// The streams are not looked into.
  mutating func content(_ header: LayerHeader) throws(ContainerError) -> any WeightCoding {
    guard let type = WeightCodings.type(number: header.coding) else {
      throw error(.unknownCoding(number: Int(header.coding)))
    }
    return try type.init(reading: &self, header)
  }

  mutating func values(_ count: Int) throws(ContainerError) -> [Float] {
    try read(as: .values) { reader throws(ContainerError) in try reader.floats(count) }
  }

  private mutating func bias(outputs: Int) throws(ContainerError) -> Bias? {
    let start = position
    let kind = try byte()
    if kind == ContainerFormat.BiasKind.none { return nil }
    guard kind <= ContainerFormat.BiasKind.narrowIntegers else {
      throw error(.unknownValue(field: "kind of bias", value: Int(kind)), offset: start)
    }
    let count = try variable()
    guard count == outputs else {
      throw error(.wrongCount(field: "biases", expected: outputs, found: count), offset: start)
    }
    switch kind {
    case ContainerFormat.BiasKind.float32: return .float32(try floats(count))
    case ContainerFormat.BiasKind.float16: return .float16(try halves(count))
    case ContainerFormat.BiasKind.integer8:
      let scale = try float()
      let multiples = try take(count).map { Int8(bitPattern: $0) }
      return .integers(bits: 8, scale: scale, multiples: multiples)
    default: return try narrowBias(count)
    }
  }

  /// Kind 4: a scale, the width w, then multiples + 2^(w - 1) as numbers of w bits.
  private mutating func narrowBias(_ count: Int) throws(ContainerError) -> Bias {
    let scale = try float()
    let bits = Int(try byte())
    guard Bias.integerBits.contains(bits), bits < 8 else {
      throw error(.unknownValue(field: "width of biases", value: bits), offset: position - 1)
    }
    var numbers = BitReader(try take((count * bits + 7) / 8))
    do {
      var multiples: [Int8] = []
      for _ in 0..<count {
        multiples.append(Int8(Int(try numbers.read(bits: bits)) - 1 << (bits - 1)))
      }
      try numbers.alignToByte()
      return .integers(bits: bits, scale: scale, multiples: multiples)
    } catch { throw self.error(.coding(error)) }
  }

  private mutating func halves(_ count: Int) throws(ContainerError) -> [Float16] {
    guard count <= remaining / 2 else {
      throw error(.truncated(needed: 2 * count, available: remaining))
    }
    var values: [Float16] = []
    for _ in 0..<count { values.append(Float16(bitPattern: try fixed())) }
    return values
  }

  mutating func scanOrder() throws(ContainerError) -> ScanOrder {
    let number = try byte()
    guard let order = ScanOrder(rawValue: number) else {
      throw error(.unknownValue(field: "scan order", value: Int(number)), offset: position - 1)
    }
    return order
  }

  mutating func index(weightCount: Int) throws(ContainerError) -> PackedIndex {
    let order = try scanOrder()
    let conventionNumber = try byte()
    guard let convention = GapConvention(rawValue: conventionNumber) else {
      throw error(
        .unknownValue(field: "gap convention", value: Int(conventionNumber)), offset: position - 1)
    }
    let indexBits = Int(try byte())
    guard (1...RelativeIndex.widestIndex).contains(indexBits) else {
      throw error(.unknownValue(field: "index width", value: indexBits), offset: position - 1)
    }
    let start = position
    let survivors = try variable(limit: UInt64(weightCount))
    // Every gap moves on by a position at least.
    let gapCount = try variable(limit: UInt64(weightCount))
    guard survivors <= gapCount else {
      throw error(
        .wrongCount(field: "survivors", expected: gapCount, found: survivors), offset: start)
    }
    return PackedIndex(
      scanOrder: order, convention: convention, indexBits: indexBits, survivorCount: survivors,
      gaps: try symbols(count: gapCount, alphabetSize: 1 << indexBits, as: .gaps))
  }

  mutating func codebook() throws(ContainerError) -> PackedCodebook {
    try read(as: .codebooks) { reader throws(ContainerError) in try reader.codebookFields() }
  }

  private mutating func codebookFields() throws(ContainerError) -> PackedCodebook {
    let start = position
    let bits = Int(try byte())
    guard (1...8).contains(bits) else {
      throw error(.unknownValue(field: "code width", value: bits), offset: start)
    }
    let precisionNumber = try byte()
    let known: (form: PackedCodebook.Form, precision: CentroidPrecision)? =
      switch precisionNumber {
      case ContainerFormat.steppedPrecision: (.steps, .float32)
      case ContainerFormat.gridPrecision: (.grid, .float32)
      case ContainerFormat.multiplesPrecision: (.multiples, .float32)
      default:
        CentroidPrecision(bits: Int(precisionNumber)).map {
          precisionNumber < 16 ? (.multiples, $0) : (.plain, $0)
        }
      }
    guard let (form, precision) = known else {
      throw error(
        .unknownValue(field: "precision", value: Int(precisionNumber)), offset: position - 1)
    }
    let count = try variable()
    guard count <= 1 << bits else {
      throw error(.tooManyCentroids(count: count, bits: bits), offset: start)
    }
    let centroids: [Float]
    switch form {
    case .plain where precision == .float16: centroids = try halves(count).map(Float.init)
    case .plain: centroids = try floats(count)
    case .steps: centroids = try steppedCentroids(count)
    case .grid: centroids = try grid(count).centroids
    case .multiples: centroids = try multiples(count)
    }
    if case .multiples(let bits) = precision, !precision.holds(centroids) {
      throw error(.notMultiples(bits: bits), offset: start)
    }
    return .init(
      codebook: Codebook(centroids: centroids, precision: precision), bits: bits, form: form)
  }

  /// Section 6.5.
  private mutating func grid(_ count: Int) throws(ContainerError) -> CentroidGrid {
    let start = position
    let step = try floats(1)[0]
    let first = try signed()
    guard step > 0, first != 0, CentroidGrid.multiples.contains(first) else {
      throw error(.badGrid(step: step, first: first), offset: start)
    }
    let grid = CentroidGrid(step: step, first: first, count: count)
    guard grid.centroids.allSatisfy(\.isFinite) else {
      throw error(.centroidOutOfRange, offset: start)
    }
    return grid
  }

  /// Section 6.6.
  private mutating func multiples(_ count: Int) throws(ContainerError) -> [Float] {
    let start = position
    let step = try floats(1)[0]
    guard step > 0, step.isFinite else {
      throw error(.badGrid(step: step, first: 0), offset: start)
    }
    do throws(CentroidFault) {
      let (multiples, used) = try CentroidMultiples.read(count: count, step: step, in: rest)
      guard multiples.centroids.allSatisfy(\.isFinite) else { throw CentroidFault.outOfRange }
      _ = try? take(used)
      return multiples.centroids
    } catch { throw self.error(error, order: "order of multiples") }
  }

  /// Section 6.4.
  private mutating func steppedCentroids(_ count: Int) throws(ContainerError) -> [Float] {
    do throws(CentroidFault) {
      let (centroids, used) = try CentroidSteps.centroids(count: count, in: rest)
      _ = try? take(used)
      return centroids
    } catch { throw self.error(error, order: "order of steps") }
  }

  private func error(_ fault: CentroidFault, order field: String) -> ContainerError {
    switch fault {
    case .badOrder(let order): error(.unknownValue(field: field, value: order))
    case .outOfRange: error(.centroidOutOfRange)
    case .coding(let fault): error(.coding(fault))
    }
  }

  /// Section 7. The streams' lengths are bounded by the chunk; that they hold `count` symbols shows
  /// in decoding.
  mutating func symbols(
    count: Int, alphabetSize: Int, as part: SizePart
  ) throws(ContainerError) -> CodedSymbols {
    let start = position
    let streamCount = CodedSymbols.streamCount(forSymbols: count)
    let (code, lengths) = try read(as: .tables) { reader throws(ContainerError) in
      let code = try reader.symbolCode(alphabetSize: alphabetSize)
      var lengths: [Int] = []
      for _ in 0..<streamCount { lengths.append(try reader.variable()) }
      return (code, lengths)
    }
    let streams = try read(as: part) { reader throws(ContainerError) in
      var streams: [[UInt8]] = []
      for length in lengths { streams.append(Array(try reader.take(length))) }
      return streams
    }
    do {
      return try CodedSymbols(code: code, count: count, streams: streams)
    } catch { throw self.error(.coding(error), offset: start) }
  }

  private mutating func symbolCode(alphabetSize: Int) throws(ContainerError) -> SymbolCode {
    let start = position
    switch try byte() {
    case ContainerFormat.SymbolCoding.fixedLength:
      let bits = Int(try byte())
      guard bits <= 16 else { throw error(.coding(.codewordTooLong(bits: bits)), offset: start) }
      return .fixedLength(bits: bits)
    case ContainerFormat.SymbolCoding.huffman:
      return .huffman(try codeTable(alphabetSize: alphabetSize))
    case let coding:
      throw error(.unknownCoding(number: Int(coding)), offset: start)
    }
  }

  private mutating func codeTable(alphabetSize: Int) throws(ContainerError) -> CanonicalHuffmanCode
  {
    let start = position
    var reader = BitReader(rest)
    let code: CanonicalHuffmanCode
    do {
      code = try CanonicalHuffmanCode(table: &reader, alphabetSize: alphabetSize)
      try reader.alignToByte()
    } catch { throw self.error(.coding(error), offset: start) }
    _ = try take(reader.bytesUsed)
    return code
  }
}
