import Tensors

/// What a node of an ONNX graph says, numbers taken apart (onnx.proto, message NodeProto). Reading
/// an attribute marks it as read, so that none is passed over unseen.
public struct OperatorNode: Sendable {
  public enum Attribute: Sendable {
    case integer(Int)
    case number(Float)
    case text(String)
    case tensor(TypedTensor)
    case graph(OperatorGraph)
    case integers([Int])
    case numbers([Float])
    case texts([String])
    /// A kind that no operator of ours reads: sparse tensors, types, lists of graphs.
    case other(String)
  }

  public let operation: String
  /// Empty for ONNX's own.
  public let domain: String
  /// Of the operator set that the file imports for the domain.
  public let version: Int
  /// Whether each input is there; the last one always is.
  public let inputs: [Bool]
  /// Whether anybody may read each output.
  public let outputs: [Bool]
  private let attributes: [String: Attribute]
  private var unread: Set<String>

  public init(
    _ operation: String, domain: String = "", version: Int = 21, inputs: [Bool] = [true],
    outputs: [Bool] = [true], attributes: [String: Attribute] = [:]
  ) {
    (self.operation, self.version, self.inputs) = (operation, version, inputs)
    self.domain = domain == "ai.onnx" ? "" : domain
    (self.outputs, self.attributes, unread) = (outputs, attributes, Set(attributes.keys))
  }

  /// With its domain, if it is not ONNX's own: "ai.onnx.ml.Scaler".
  public var name: String { domain.isEmpty ? operation : "\(domain).\(operation)" }

  public func hasInput(_ index: Int) -> Bool { inputs.indices.contains(index) && inputs[index] }
  public func hasOutput(_ index: Int) -> Bool { outputs.indices.contains(index) && outputs[index] }

  /// Attributes that nobody has asked for.
  var unreadAttributes: [String] { unread.sorted() }

  public mutating func attribute(_ name: String) -> Attribute? {
    unread.remove(name)
    return attributes[name]
  }

  public mutating func integer(_ name: String) throws(OperatorError) -> Int? {
    switch attribute(name) {
    case nil: return nil
    case .integer(let value): return value
    default: throw OperatorError("'\(name)' is no whole number")
    }
  }

  public mutating func integer(_ name: String, default fallback: Int) throws(OperatorError) -> Int {
    try integer(name) ?? fallback
  }

  /// A switch: 0 or 1.
  public mutating func flag(_ name: String, default fallback: Bool = false) throws(OperatorError)
    -> Bool
  {
    try integer(name).map { $0 != 0 } ?? fallback
  }

  public mutating func number(_ name: String) throws(OperatorError) -> Float? {
    switch attribute(name) {
    case nil: return nil
    case .number(let value): return value
    default: throw OperatorError("'\(name)' is no number")
    }
  }

  public mutating func number(_ name: String, default fallback: Float) throws(OperatorError)
    -> Float
  {
    try number(name) ?? fallback
  }

  public mutating func text(_ name: String) throws(OperatorError) -> String? {
    switch attribute(name) {
    case nil: return nil
    case .text(let value): return value
    default: throw OperatorError("'\(name)' is no text")
    }
  }

  /// A word out of a list; the first one when the node says nothing.
  public mutating func word(_ name: String, of words: [String]) throws(OperatorError) -> String {
    let word = try text(name) ?? words[0]
    guard words.contains(word) else { throw OperatorError("\(name)='\(word)' is not possible") }
    return word
  }

  public mutating func integers(_ name: String) throws(OperatorError) -> [Int]? {
    switch attribute(name) {
    case nil: return nil
    case .integers(let values): return values
    // An empty list does not say of what.
    case .numbers(let values) where values.isEmpty: return []
    case .texts(let values) where values.isEmpty: return []
    default: throw OperatorError("'\(name)' is no list of whole numbers")
    }
  }

  public mutating func numbers(_ name: String) throws(OperatorError) -> [Float]? {
    switch attribute(name) {
    case nil: return nil
    case .numbers(let values): return values
    case .integers(let values) where values.isEmpty: return []
    default: throw OperatorError("'\(name)' is no list of numbers")
    }
  }

  public mutating func texts(_ name: String) throws(OperatorError) -> [String]? {
    switch attribute(name) {
    case nil: return nil
    case .texts(let values): return values
    case .integers(let values) where values.isEmpty: return []
    default: throw OperatorError("'\(name)' is no list of texts")
    }
  }

  public mutating func tensor(_ name: String) throws(OperatorError) -> TypedTensor? {
    switch attribute(name) {
    case nil: return nil
    case .tensor(let value): return value
    default: throw OperatorError("'\(name)' is no tensor")
    }
  }

  public mutating func graph(_ name: String) throws(OperatorError) -> OperatorGraph {
    guard case .graph(let graph) = attribute(name) else {
      throw OperatorError("'\(name)' is no graph")
    }
    return graph
  }
}
