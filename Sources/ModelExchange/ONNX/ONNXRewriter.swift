/// Copies an ONNX file, field by field, and lets tensors be replaced (onnx.proto). Whatever it does
/// not know it copies as it is.
struct ONNXRewriter {
  /// Where a constant tensor is.
  struct Place {
    /// Names of the nodes whose graphs it is in, each with the graph's.
    var around: [String]
    let name: String

    /// One name for all of that: what a parameter is called.
    var path: String { (around + [name]).joined(separator: "/") }
  }

  /// Is given each constant tensor of a graph, initializers and the values of Constant nodes, in the
  /// order of the file; what it gives takes the tensor's place, nil leaves it.
  typealias Change = (Place, _ tensor: ArraySlice<UInt8>) throws(ModelExchangeError) -> [UInt8]?

  private let change: Change
  /// As deep as `ONNXGraph` reads.
  private static let deepest = 32

  init(_ change: @escaping Change) { self.change = change }

  /// message ModelProto: graph 7. Functions have no tensors of their own.
  func model(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> [UInt8] {
    try Self.copy(bytes) { field throws(ModelExchangeError) in
      field.number == 7 ? try graph(try field.bytes(), within: [], depth: 0) : nil
    }
  }

  /// message GraphProto: node 1, initializer 5
  private func graph(_ bytes: ArraySlice<UInt8>, within place: [String], depth: Int)
    throws(ModelExchangeError) -> [UInt8]
  {
    guard depth <= Self.deepest else { throw .nestedTooDeeply(limit: Self.deepest) }
    return try Self.copy(bytes) { field throws(ModelExchangeError) in
      switch field.number {
      case 1: return try node(try field.bytes(), within: place, depth: depth)
      case 5:
        let tensor = try field.bytes()
        return try change(Place(around: place, name: try ONNXTensor(tensor).name), tensor)
      default: return nil
      }
    }
  }

  /// message NodeProto: output 2, name 3, op_type 4, attribute 5
  private func node(_ bytes: ArraySlice<UInt8>, within place: [String], depth: Int)
    throws(ModelExchangeError) -> [UInt8]?
  {
    var (name, output, operation) = ("", "", "")
    var hasParts = false
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 2: if output.isEmpty { output = try field.text() }
      case 3: name = try field.text()
      case 4: operation = try field.text()
      case 5: hasParts = true
      default: break
      }
    }
    guard hasParts else { return nil }
    let own = name.isEmpty ? output : name
    return try Self.copy(bytes) { field throws(ModelExchangeError) in
      guard field.number == 5 else { return nil }
      return try attribute(
        try field.bytes(), constant: operation == "Constant" ? output : nil, node: own,
        within: place, depth: depth)
    }
  }

  /// message AttributeProto: name 1, t 5, g 6
  private func attribute(
    _ bytes: ArraySlice<UInt8>, constant: String?, node: String, within place: [String], depth: Int
  ) throws(ModelExchangeError) -> [UInt8]? {
    var name = ""
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
    }
    return try Self.copy(bytes) { field throws(ModelExchangeError) in
      switch field.number {
      case 5:
        guard let constant, name == "value" else { return nil }
        return try change(Place(around: place, name: constant), try field.bytes())
      case 6:
        return try graph(try field.bytes(), within: place + [node, name], depth: depth + 1)
      default: return nil
      }
    }
  }

  /// All fields of a message; `content` gives another content for one, nil leaves it.
  private static func copy(
    _ bytes: ArraySlice<UInt8>,
    _ content: (ProtobufReader.Field) throws(ModelExchangeError) -> [UInt8]?
  ) throws(ModelExchangeError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.reserve(bytes.count)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if let changed = try content(field) {
        writer.bytes(field.number, changed)
      } else {
        writer.copy(bytes[field.offset..<reader.position])
      }
    }
    return writer.bytes
  }

  /// A tensor with other numbers, as raw bytes; its other fields stay (message TensorProto:
  /// float_data 4, int32_data 5, int64_data 7, raw_data 9, double_data 10, uint64_data 11,
  /// external_data 13, data_location 14). The bytes stand where the numbers stood.
  static func tensor(_ bytes: ArraySlice<UInt8>, holding numbers: [UInt8])
    throws(ModelExchangeError) -> [UInt8]
  {
    var writer = ProtobufWriter()
    writer.reserve(bytes.count + numbers.count)
    var isWritten = false
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard [4, 5, 7, 9, 10, 11, 13, 14].contains(field.number) else {
        writer.copy(bytes[field.offset..<reader.position])
        continue
      }
      if !isWritten { writer.bytes(9, numbers) }
      isWritten = true
    }
    if !isWritten { writer.bytes(9, numbers) }
    return writer.bytes
  }
}
