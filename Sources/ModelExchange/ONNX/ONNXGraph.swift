/// An ONNX file taken apart (onnx.proto), its numbers not yet looked at.
struct ONNXGraph {
  struct Node {
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

  /// nil for extents that the file leaves open.
  struct Input {
    var name = ""
    var shape: [Int?] = []
  }

  private(set) var nodes: [Node] = []
  private(set) var constants: [String: ONNXTensor] = [:]
  /// Those that are no constants.
  private(set) var inputs: [Input] = []
  private(set) var outputs: [String] = []
  /// Of the standard operators.
  private(set) var version = 0

  /// message ModelProto
  init(_ bytes: [UInt8]) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes[...])
    while let field = try reader.next() {
      switch field.number {
      case 7: try readGraph(try field.bytes())
      case 8: try readVersion(try field.bytes())
      default: break
      }
    }
    inputs.removeAll { constants[$0.name] != nil }
  }

  /// message GraphProto
  private mutating func readGraph(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: nodes.append(try Node(try field.bytes()))
      case 5:
        let tensor = try ONNXTensor(try field.bytes())
        constants[tensor.name] = tensor
      case 11: inputs.append(try Input(try field.bytes()))
      case 12: outputs.append(try Input(try field.bytes()).name)
      case 15:
        throw .unsupportedSetting(layer: "initializers", reason: "sparse ones cannot be read")
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
    if domain.isEmpty || domain == "ai.onnx" { version = number }
  }
}

extension ONNXGraph.Node {
  /// message NodeProto
  fileprivate init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: inputs.append(try field.text())
      case 2: outputs.append(try field.text())
      case 3: name = try field.text()
      case 4: operation = try field.text()
      case 5:
        let attribute = try ONNXAttribute(try field.bytes())
        attributes[attribute.name] = attribute
      case 7: domain = try field.text()
      default: break
      }
    }
  }
}

/// message AttributeProto; graphs inside are not looked at.
struct ONNXAttribute {
  private(set) var name = ""
  private(set) var number: Float?
  private(set) var integer: Int?
  private(set) var text: String?
  private(set) var tensor: ONNXTensor?
  private(set) var floats: [Float]?
  private(set) var integers: [Int]?

  init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: name = try field.text()
      case 2: number = try field.float()
      case 3: integer = try field.integer()
      case 4: text = String(decoding: try field.bytes(), as: UTF8.self)
      case 5: tensor = try ONNXTensor(try field.bytes())
      case 7:
        var values = floats ?? []
        try field.addFloats(to: &values)
        floats = values
      case 8:
        var values = integers ?? []
        try field.addIntegers(to: &values)
        integers = values
      default: break
      }
    }
  }
}

extension ONNXGraph.Input {
  /// message ValueInfoProto: name 1, type 2; TypeProto: tensor 1; its shape 2; TensorShapeProto:
  /// dim 1; its value 1.
  fileprivate init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      if field.number == 1 { name = try field.text() }
      guard field.number == 2 else { continue }
      for tensor in try Self.messages(1, in: try field.bytes()) {
        for shape in try Self.messages(2, in: tensor) {
          for extent in try Self.messages(1, in: shape) {
            self.shape.append(try Self.extent(extent))
          }
        }
      }
    }
  }

  private static func messages(
    _ number: Int, in bytes: ArraySlice<UInt8>
  ) throws(ModelExchangeError) -> [ArraySlice<UInt8>] {
    var reader = ProtobufReader(bytes)
    var found: [ArraySlice<UInt8>] = []
    while let field = try reader.next() {
      if field.number == number { found.append(try field.bytes()) }
    }
    return found
  }

  private static func extent(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> Int? {
    var reader = ProtobufReader(bytes)
    var extent: Int?
    while let field = try reader.next() {
      if field.number == 1 { extent = try field.integer() }
    }
    return extent.flatMap { $0 > 0 ? $0 : nil }
  }
}
