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

  /// What takes a tensor's place.
  enum Replacement {
    /// Another TensorProto.
    case tensor([UInt8])
    /// Nodes that compute it, the last one under its name, and constants for them: fields 1 and 5
    /// of a GraphProto.
    case computed(fields: [UInt8])
  }

  /// Is given each constant tensor of a graph, initializers and the values of Constant nodes, in
  /// the order of the file; nil leaves it.
  typealias Change = (Place, _ tensor: ArraySlice<UInt8>) throws(ModelExchangeError) ->
    Replacement?

  private let change: Change
  /// As deep as `ONNXGraph` reads.
  private static let deepest = 32

  init(_ change: @escaping Change) { self.change = change }

  /// message ModelProto: graph 7. Functions have no tensors of their own.
  func model(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> [UInt8] {
    try Self.copy(bytes) { field throws(ModelExchangeError) in
      field.number == 7 ? .other(try graph(try field.bytes(), within: [], depth: 0)) : .same
    }
  }

  /// message GraphProto: node 1, initializer 5, input 11. What computes tensors comes first: nodes
  /// follow what they read.
  private func graph(_ bytes: ArraySlice<UInt8>, within place: [String], depth: Int)
    throws(ModelExchangeError) -> [UInt8]
  {
    guard depth <= Self.deepest else { throw .nestedTooDeeply(limit: Self.deepest) }
    var computed: [UInt8] = []
    var names: Set<String> = []
    let rest = try Self.copy(bytes) { field throws(ModelExchangeError) in
      switch field.number {
      case 1:
        let (replacement, output) = try node(try field.bytes(), within: place, depth: depth)
        guard case .computed(let fields) = replacement else { return replacement.content }
        computed += fields
        names.insert(output)
        return .nothing
      case 5:
        let tensor = try field.bytes()
        let name = try ONNXTensor(tensor).name
        let replacement = try change(Place(around: place, name: name), tensor)
        guard case .computed(let fields) = replacement else { return replacement.content }
        computed += fields
        names.insert(name)
        return .nothing
      default: return .same
      }
    }
    guard !names.isEmpty else { return rest }
    // Old files list initializers among the inputs; what is computed is none.
    return computed
      + (try Self.copy(rest[...]) { field throws(ModelExchangeError) in
        guard field.number == 11 else { return .same }
        return names.contains(try Self.name(try field.bytes())) ? .nothing : .same
      })
  }

  /// Field 1 of a ValueInfoProto or AttributeProto.
  private static func name(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> String {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 { return try field.text() }
    }
    return ""
  }

  /// message NodeProto: output 2, name 3, op_type 4, attribute 5
  private func node(_ bytes: ArraySlice<UInt8>, within place: [String], depth: Int)
    throws(ModelExchangeError) -> (Replacement?, output: String)
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
    guard hasParts else { return (nil, output) }
    let own = name.isEmpty ? output : name
    var computed: [UInt8]?
    let copied = try Self.copy(bytes) { field throws(ModelExchangeError) in
      guard field.number == 5 else { return .same }
      let attribute = try attribute(
        try field.bytes(), constant: operation == "Constant" ? output : nil, node: own,
        within: place, depth: depth)
      guard case .computed(let fields) = attribute else { return attribute.content }
      computed = fields
      return .nothing
    }
    return (computed.map { .computed(fields: $0) } ?? .tensor(copied), output)
  }

  /// message AttributeProto: name 1, t 5, g 6
  private func attribute(
    _ bytes: ArraySlice<UInt8>, constant: String?, node: String, within place: [String], depth: Int
  ) throws(ModelExchangeError) -> Replacement? {
    let name = try Self.name(bytes)
    var computed: [UInt8]?
    let copied = try Self.copy(bytes) { field throws(ModelExchangeError) in
      switch field.number {
      case 5:
        guard let constant, name == "value" else { return .same }
        let replacement = try change(Place(around: place, name: constant), try field.bytes())
        guard case .computed(let fields) = replacement else { return replacement.content }
        computed = fields
        return .nothing
      case 6:
        return .other(
          try graph(try field.bytes(), within: place + [node, name], depth: depth + 1))
      default: return .same
      }
    }
    return computed.map { .computed(fields: $0) } ?? .tensor(copied)
  }

  /// What a field of a copy has.
  fileprivate enum Content {
    case same
    case other([UInt8])
    case nothing
  }

  /// All fields of a message, with the contents that are given.
  private static func copy(
    _ bytes: ArraySlice<UInt8>,
    _ content: (ProtobufReader.Field) throws(ModelExchangeError) -> Content
  ) throws(ModelExchangeError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.reserve(bytes.count)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch try content(field) {
      case .same: writer.copy(bytes[field.offset..<reader.position])
      case .other(let changed): writer.bytes(field.number, changed)
      case .nothing: break
      }
    }
    return writer.bytes
  }

  /// A tensor with other numbers, as raw bytes; its other fields stay (message TensorProto:
  /// float_data 4, int32_data 5, int64_data 7, raw_data 9, double_data 10, uint64_data 11,
  /// external_data 13, data_location 14). The bytes stand where the numbers stood.
  static func tensor(_ bytes: ArraySlice<UInt8>, holding numbers: ONNXNumbers)
    throws(ModelExchangeError) -> [UInt8]
  {
    var nowhere: ONNXDataFile?
    return try tensor(bytes, holding: numbers, &nowhere)
  }

  /// The same with the numbers in the file beside the model, if there is one and they are many.
  static func tensor(
    _ bytes: ArraySlice<UInt8>, holding numbers: ONNXNumbers, _ data: inout ONNXDataFile?
  ) throws(ModelExchangeError) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.reserve(bytes.count + (data == nil ? numbers.count : 0))
    var isWritten = false
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      guard [4, 5, 7, 9, 10, 11, 13, 14].contains(field.number) else {
        writer.copy(bytes[field.offset..<reader.position])
        continue
      }
      if !isWritten { numbers.write(to: &writer, &data) }
      isWritten = true
    }
    if !isWritten { numbers.write(to: &writer, &data) }
    return writer.bytes
  }
}

extension ONNXRewriter.Replacement? {
  /// Of the field that held the tensor. Precondition: not computed.
  fileprivate var content: ONNXRewriter.Content {
    if case .tensor(let bytes) = self { .other(bytes) } else { .same }
  }
}
