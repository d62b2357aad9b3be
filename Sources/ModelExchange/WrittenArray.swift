import Networks
import Tensors

/// An array of a file that is written array by array: its bytes are made when they are wanted.
public struct WrittenArray: Sendable {
  public let name: String
  public let shape: [Int]
  /// onnx.TensorProto.DataType
  let type: Int
  /// Gives `byteCount` of them, least significant byte of each number first.
  let bytes: @Sendable () throws(ModelExchangeError) -> [UInt8]

  public var count: Int { shape.reduce(1, *) }
  var elementBytes: Int { ONNXTensor.byteCount(of: type) }
  var byteCount: Int { count * elementBytes }
}

/// What the parameter of a name is worth, when it is asked for.
public typealias WeightSource = @Sendable (String) throws(ModelExchangeError) -> Weights

extension NetworkOrigin {
  /// The constants of the file's graph under their own names, in their own types, by name; floats
  /// that a type cannot hold are rounded. Blocks of rows that were parameters of their own are one
  /// array again.
  public func arrays(_ weights: @escaping WeightSource) throws(ModelExchangeError)
    -> [WrittenArray]
  {
    let graph = try ONNXGraph(skeleton)
    let files = ExternalFiles { _ in ByteSource([]) }
    let slots = Dictionary(
      uniqueKeysWithValues: try ONNXDocument(skeleton: skeleton).slots.map { ($0.name, $0) })
    var arrays: [WrittenArray] = []
    for (name, tensor) in graph.constants.sorted(by: { $0.key < $1.key }) {
      let here = slots[name] == nil ? try tensor.bytes(files) : nil
      arrays.append(
        WrittenArray(name: name, shape: tensor.shape, type: tensor.type) {
          () throws(ModelExchangeError) in
          if let here { return here }
          return ONNXDocument.bytes(try weights(name).tensor.values, of: tensor.type)
        })
    }
    return RowBlock.joined(arrays)
  }
}

/// Pieces of a file that are made on all threads, a few ahead of who writes them, and written in
/// order.
enum MadePieces {
  static func write(
    _ count: Int,
    _ make: @Sendable (Int) throws -> [UInt8],
    then take: (Int, [UInt8]) throws -> Void
  ) throws {
    let width = max(1, Parallel.threads)
    for start in stride(from: 0, to: count, by: width) {
      let pieces = try Parallel.tryMap(min(width, count - start)) { try make(start + $0) }
      for (place, piece) in pieces.enumerated() { try take(start + place, piece) }
    }
  }
}

extension ONNXTensor {
  /// Its numbers, least significant byte first, whatever their form in the file is.
  fileprivate func bytes(_ files: ExternalFiles) throws(ModelExchangeError) -> [UInt8] {
    // Brain floats are no type of arrays here.
    guard ElementType(code: type) != nil else {
      return ONNXDocument.bytes(try values(files), of: type)
    }
    return try typed(files).bytes
  }
}

/// The name of a block of rows: "weight[0:512]".
struct RowBlock {
  let array: String
  let rows: Range<Int>

  var name: String { "\(array)[\(rows.lowerBound):\(rows.upperBound)]" }

  init(of array: String, rows: Range<Int>) { (self.array, self.rows) = (array, rows) }

  /// nil for other names.
  init?(_ name: String) {
    guard name.last == "]", let open = name.lastIndex(of: "[") else { return nil }
    let bounds = name[name.index(after: open)...].dropLast().split(
      separator: ":", omittingEmptySubsequences: false)
    guard bounds.count == 2, let first = Int(bounds[0]), let last = Int(bounds[1]),
      first >= 0, first < last
    else { return nil }
    self.init(of: String(name[..<open]), rows: first..<last)
  }

  /// Blocks that make up all rows of an array become it; whatever else there is stays.
  static func joined(_ arrays: [WrittenArray]) -> [WrittenArray] {
    var blocks: [String: [(rows: Range<Int>, array: WrittenArray)]] = [:]
    for array in arrays {
      guard let block = RowBlock(array.name), array.shape.first == block.rows.count else {
        continue
      }
      blocks[block.array, default: []].append((block.rows, array))
    }
    let names = Set(arrays.map(\.name))
    var whole: [String: WrittenArray] = [:]
    for (name, parts) in blocks where !names.contains(name) {
      whole[name] = array(name, of: parts.sorted { $0.rows.lowerBound < $1.rows.lowerBound })
    }
    let others = arrays.filter { array in
      RowBlock(array.name).map { whole[$0.array] == nil } ?? true
    }
    return (others + whole.values).sorted { $0.name < $1.name }
  }

  /// nil where rows are missing or the blocks do not fit one another. Precondition: in order.
  private static func array(
    _ name: String, of blocks: [(rows: Range<Int>, array: WrittenArray)]
  ) -> WrittenArray? {
    guard let first = blocks.first?.array, blocks[0].rows.lowerBound == 0,
      zip(blocks, blocks.dropFirst()).allSatisfy({ $0.rows.upperBound == $1.rows.lowerBound }),
      blocks.allSatisfy({
        $0.array.type == first.type && $0.array.shape.dropFirst() == first.shape.dropFirst()
      })
    else { return nil }
    let rows = blocks[blocks.count - 1].rows.upperBound
    return WrittenArray(
      name: name, shape: [rows] + first.shape.dropFirst(), type: first.type
    ) { () throws(ModelExchangeError) in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(rows * first.byteCount / max(1, first.shape[0]))
      for block in blocks { bytes += try block.array.bytes() }
      return bytes
    }
  }
}
