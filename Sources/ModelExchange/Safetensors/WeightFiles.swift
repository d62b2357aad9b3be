import Networks
import Tensors

/// The arrays of one `.safetensors` file, or of the several that an index names
/// (`model.safetensors.index.json`), or the parameters of an ONNX file, read when they are wanted.
public struct WeightFiles: Sendable {
  /// One array, as far as the headers tell.
  public struct Entry: Sendable, Equatable {
    public let name: String
    public let shape: [Int]
    /// onnx.TensorProto.DataType: 1, 10 and 16 are floats of 32 and 16 bits and brain floats.
    let type: Int
    /// Which file has it, and where in that.
    let file: Int
    let range: Range<Int>

    public var count: Int { shape.reduce(1, *) }
    /// Bytes as the file has them.
    public var bytes: Int { range.count }
    /// Bytes of one element.
    public var elementBytes: Int { count == 0 ? 0 : bytes / count }
  }

  /// By name, or in the order of the file that has their graph.
  public let arrays: [Entry]
  /// The graph, where there is one: all of the file but their numbers.
  public let origin: NetworkOrigin?
  private let sources: [ByteSource]
  private let places: [String: Int]

  /// A file by itself.
  public init(file path: String) throws(ModelExchangeError) {
    try self.init([(path, nil)])
  }

  /// The files beside an index, in the order in which they are named first.
  public init(index path: String) throws(ModelExchangeError) {
    let source = try ByteSource(file: path)
    guard source.count <= Self.largestIndex else {
      throw .malformedJSON(
        reason: "an index is no longer than \(Self.largestIndex) bytes", offset: 0)
    }
    let bytes = try source.bytes(0..<source.count)
    guard case .object(let fields) = try JSONValue(bytes[...]),
      case .object(let map)? = fields.first(where: { $0.key == "weight_map" })?.value
    else { throw .malformedJSON(reason: "it has no weight_map", offset: 0) }
    var names: [(file: String, arrays: Set<String>)] = []
    for (array, value) in map {
      guard case .text(let file) = value, !file.isEmpty, !file.contains("/"), file != ".." else {
        throw .inEntry(
          name: array, .malformedJSON(reason: "its file is the name of one beside", offset: 0))
      }
      if let place = names.firstIndex(where: { $0.file == file }) {
        guard names[place].arrays.insert(array).inserted else { throw .duplicateEntry(name: array) }
      } else {
        names.append((file, [array]))
      }
    }
    try self.init(names.map { (ByteSource.path(of: $0.file, beside: path), $0.arrays) })
  }

  private static let largestIndex = 1 << 28

  /// Files, each with the arrays that it must have, no more and no fewer, if that is known.
  private init(_ files: [(path: String, arrays: Set<String>?)]) throws(ModelExchangeError) {
    var (arrays, sources): ([Entry], [ByteSource]) = ([], [])
    for (number, (path, expected)) in files.enumerated() {
      let source = try ByteSource(file: path)
      let found = try Self.arrays(of: source, path: path, number: number)
      if let missing = expected?.subtracting(found.map(\.name)).min() {
        throw .externalFile(name: path, reason: "the index says that '\(missing)' is in it")
      }
      arrays += found.filter { expected?.contains($0.name) ?? true }
      sources.append(source)
    }
    arrays.sort { $0.name < $1.name }
    for (left, right) in zip(arrays, arrays.dropFirst()) where left.name == right.name {
      throw .duplicateEntry(name: left.name)
    }
    self.init(arrays, sources, origin: nil)
  }

  /// Precondition: no two arrays have one name, and each lies in its source.
  init(_ arrays: [Entry], _ sources: [ByteSource], origin: NetworkOrigin?) {
    (self.arrays, self.sources, self.origin) = (arrays, sources, origin)
    places = Dictionary(uniqueKeysWithValues: arrays.enumerated().map { ($1.name, $0) })
  }

  private static func arrays(of source: ByteSource, path: String, number: Int)
    throws(ModelExchangeError) -> [Entry]
  {
    let (entries, start): ([SafetensorsFile.Entry], Int)
    do { (entries, start) = try SafetensorsFile.entries(source) } catch {
      throw .externalFile(name: path, reason: "\(error)")
    }
    return entries.map { entry in
      Entry(
        name: entry.name, shape: entry.shape, type: entry.elementCode, file: number,
        range: start + entry.range.lowerBound..<start + entry.range.upperBound)
    }
  }

  /// Bytes of all arrays.
  public var bytes: Int { arrays.reduce(0) { $0 + $1.bytes } }

  public func array(_ name: String) -> Entry? { places[name].map { arrays[$0] } }

  /// The whole array, in its own type; brain floats become 32 bits wide.
  public func tensor(_ array: Entry) throws(ModelExchangeError) -> TypedTensor {
    if array.type == Self.brainFloat {
      return TypedTensor(
        shape: array.shape, .float32(try floats(of: array)))
    }
    guard let type = ElementType(code: array.type) else {
      throw .inEntry(name: array.name, .unsupportedElementType("\(array.type)"))
    }
    return TypedTensor(
      shape: array.shape, type: type, bytes: try sources[array.file].bytes(array.range)[...])
  }

  /// An array as 32-bit floats.
  public func floats(of array: Entry) throws(ModelExchangeError) -> [Float] {
    try floats(of: array, rows: 0..<(array.shape.first ?? 1))
  }

  /// Some rows of it. A row is all that one number of the first extent has.
  public func floats(of array: Entry, rows: Range<Int>) throws(ModelExchangeError) -> [Float] {
    let rowBytes = array.shape.isEmpty ? array.bytes : array.bytes / max(1, array.shape[0])
    let start = array.range.lowerBound + rows.lowerBound * rowBytes
    let place = start..<start + rows.count * rowBytes
    return try sources[array.file].values(place, of: array.type)
  }

  /// The bytes of an array as the file has them.
  public func content(of array: Entry) throws(ModelExchangeError) -> [UInt8] {
    try sources[array.file].bytes(array.range)
  }

  private static let brainFloat = 16
}
