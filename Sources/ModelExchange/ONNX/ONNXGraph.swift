/// An ONNX file taken apart (onnx.proto), its numbers not yet looked at.
struct ONNXGraph: Sendable {
  struct Node: Sendable {
    var name = ""
    var operation = ""
    var domain = ""
    var inputs: [String] = []
    var outputs: [String] = []
    var attributes: [String: ONNXAttribute] = [:]

    func integer(_ name: String, default fallback: Int) -> Int {
      attributes[name]?.integer ?? fallback
    }
    func number(_ name: String, default fallback: Float) -> Double {
      Double(attributes[name]?.number ?? fallback)
    }
    func integers(_ name: String) -> [Int]? { attributes[name]?.integers }
    func text(_ name: String) -> String? { attributes[name]?.text }
    /// The input of that number when it is there and not left out by an empty name.
    func input(_ index: Int) -> String? {
      index < inputs.count && !inputs[index].isEmpty ? inputs[index] : nil
    }
  }

  /// A value as the file describes it.
  struct Input: Sendable {
    var name = ""
    /// onnx.TensorProto.DataType; 0 when the file does not say.
    var type = 0
    /// nil for extents that the file leaves open.
    var shape: [Int?] { extents.map(\.number) }
    /// Open ones with their names.
    var extents: [Extent] = []
    /// Whether the file says how many extents there are.
    var hasShape = false
    /// Not a tensor: a sequence, a map.
    var isOther = false

    struct Extent: Sendable {
      var number: Int?
      var name = ""
    }
  }

  private(set) var nodes: [Node] = []
  private(set) var constants: [String: ONNXTensor] = [:]
  /// Those that are no constants.
  private(set) var inputs: [Input] = []
  private(set) var outputs: [String] = []
  private(set) var outputTypes: [Input] = []
  /// Of operator sets by domain; "" is ONNX's own.
  private(set) var versions: [String: Int] = [:]
  /// Of the standard operators.
  var version: Int { versions["", default: 0] }
  /// Names of the file's own functions, "domain.name".
  private(set) var functions: [String] = []
  private(set) var hasSparseConstants = false

  /// message ModelProto
  init(_ bytes: [UInt8]) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes[...])
    while let field = try reader.next() {
      switch field.number {
      case 7: try readGraph(try field.bytes())
      case 8: try readVersion(try field.bytes())
      case 25: try readFunction(try field.bytes())
      default: break
      }
    }
    inputs.removeAll { constants[$0.name] != nil }
  }

  /// Of a graph inside a node: message GraphProto.
  init(graph bytes: ArraySlice<UInt8>, depth: Int) throws(ModelExchangeError) {
    try readGraph(bytes, depth: depth)
    inputs.removeAll { constants[$0.name] != nil }
  }

  /// message FunctionProto
  private mutating func readFunction(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    var (name, domain) = ("", "")
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
      if field.number == 10 { domain = try field.text() }
    }
    functions.append("\(domain).\(name)")
  }

  /// Graphs inside graphs: what people write is three deep; files that are made to overflow the
  /// stack go deeper.
  private static let deepest = 32

  /// message GraphProto
  private mutating func readGraph(_ bytes: ArraySlice<UInt8>, depth: Int = 0)
    throws(ModelExchangeError)
  {
    guard depth <= Self.deepest else { throw .nestedTooDeeply(limit: Self.deepest) }
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: nodes.append(try Node(try field.bytes(), depth: depth))
      case 5:
        let tensor = try ONNXTensor(try field.bytes())
        constants[tensor.name] = tensor
      case 11: inputs.append(try Input(try field.bytes()))
      case 12:
        outputTypes.append(try Input(try field.bytes()))
        outputs.append(outputTypes[outputTypes.count - 1].name)
      case 15: hasSparseConstants = true
      default: break
      }
    }
  }

  /// message OperatorSetIdProto
  private mutating func readVersion(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    var (domain, number) = ("", 0)
    while let field = try reader.next() {
      if field.number == 1 { domain = try field.text() }
      if field.number == 2 { number = try field.integer() }
    }
    versions[domain == "ai.onnx" ? "" : domain] = number
  }
}

extension ONNXGraph.Node {
  /// message NodeProto
  fileprivate init(_ bytes: ArraySlice<UInt8>, depth: Int) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(try field.text())
      case 2: outputs.append(try field.text())
      case 3: name = try field.text()
      case 4: operation = try field.text()
      case 5:
        let attribute = try ONNXAttribute(try field.bytes(), depth: depth)
        attributes[attribute.name] = attribute
      case 7: domain = try field.text()
      default: break
      }
    }
  }
}

/// message AttributeProto
struct ONNXAttribute: Sendable {
  private(set) var name = ""
  private(set) var number: Float?
  private(set) var integer: Int?
  private(set) var text: String?
  private(set) var tensor: ONNXTensor?
  private(set) var graph: ONNXGraph?
  private(set) var floats: [Float]?
  private(set) var integers: [Int]?
  private(set) var texts: [String]?
  /// AttributeProto.AttributeType, which says what an empty list is of, and which of the fields
  /// counts when numbers that are 0 are left out.
  private(set) var kind = 0
  /// The attribute of a function that it stands for.
  private(set) var reference: String?

  /// Type 1 is one number.
  init(_ name: String, number: Float) { (self.name, self.number, kind) = (name, number, 1) }

  init(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2: number = try field.float()
      case 3: integer = try field.integer()
      case 4: text = String(decoding: try field.bytes(), as: UTF8.self)
      case 5: tensor = try ONNXTensor(try field.bytes())
      case 6: graph = try ONNXGraph(graph: try field.bytes(), depth: depth + 1)
      case 7:
        var values = floats ?? []
        try field.addFloats(to: &values)
        floats = values
      case 8:
        var values = integers ?? []
        try field.addIntegers(to: &values)
        integers = values
      case 9: texts = (texts ?? []) + [String(decoding: try field.bytes(), as: UTF8.self)]
      case 20: kind = try field.integer()
      case 21: reference = try field.text()
      default: break
      }
    }
  }
}

extension ONNXGraph.Input {
  /// message ValueInfoProto: name 1, type 2; TypeProto: tensor 1; its element type 1, its shape 2;
  /// TensorShapeProto: dim 1; its value 1, its name 2.
  fileprivate init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
      guard field.number == 2 else { continue }
      var types = ProtobufReader(try field.bytes())
      while let type = try types.next() {
        if type.number == 1 { try readTensor(try type.bytes()) }
        if [4, 5, 8, 9].contains(type.number) { isOther = true }
      }
    }
  }

  private mutating func readTensor(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 { type = try field.integer() }
      guard field.number == 2 else { continue }
      hasShape = true
      var shape = ProtobufReader(try field.bytes())
      while let extent = try shape.next() {
        if extent.number == 1 { extents.append(try Self.extent(try extent.bytes())) }
      }
    }
  }

  private static func extent(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> Extent {
    var reader = ProtobufReader(bytes)
    var extent = Extent()
    while let field = try reader.next() {
      if field.number == 1 { extent.number = try field.integer() }
      if field.number == 2 { extent.name = try field.text() }
    }
    // Nobody means an extent of 0 or -1: such files leave it open.
    if let number = extent.number, number <= 0 { extent.number = nil }
    return extent
  }
}
