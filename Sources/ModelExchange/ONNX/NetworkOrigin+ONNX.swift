import Networks
import Operators
import Tensors

/// A parameter of a file of another program: what is known of it without its numbers.
public struct OriginParameter: Sendable, Equatable {
  public let name: String
  public let role: ParameterRole
  public let shape: [Int]
  /// onnx.TensorProto.DataType
  private let type: Int

  init(_ slot: ONNXDocument.Slot) {
    (name, role, shape, type) = (slot.name, slot.role, slot.shape, slot.type)
  }

  public var count: Int { shape.reduce(1, *) }
  /// Bytes of the numbers as the file has them.
  public var byteCount: Int { count * ONNXTensor.byteCount(of: type) }

  /// The numbers as the file has them; floats that it cannot hold are rounded.
  public func bytes(_ values: [Float]) -> [UInt8] { ONNXDocument.bytes(values, of: type) }

  /// Precondition: `byteCount` bytes.
  public func values(_ bytes: ArraySlice<UInt8>) -> [Float] {
    ONNXDocument.values(bytes, of: type)
  }
}

/// Networks that were read from ONNX files.
extension NetworkOrigin {
  /// Takes a skeleton from elsewhere: nothing in it is trusted.
  public init(checking skeleton: [UInt8]) throws(ModelExchangeError) {
    let document = try ONNXDocument(skeleton: skeleton)
    self.init(skeleton: skeleton, parameterNames: document.slots.map(\.name))
  }

  /// The parameters whose numbers are missing, in the order of the file.
  public func parameters() throws(ModelExchangeError) -> [OriginParameter] {
    try ONNXDocument(skeleton: skeleton).slots.map(OriginParameter.init)
  }

  /// The network with these weights, one for each of the parameters. Precondition: in their shapes.
  public func network(_ weights: [Weights]) throws(ModelExchangeError) -> Network {
    let document = try ONNXDocument(skeleton: skeleton)
    let parameters = zip(document.slots, weights).map { LayerParameter($0, $1) }
    return try ONNXNetwork.network(
      document, parameters: parameters, files: ExternalFiles { _ in [] })
  }

  /// The file, with the numbers of the network that was made from it.
  func file(of network: Network, form: WeightForm) throws(ModelExchangeError) -> [UInt8] {
    try ONNXDocument(skeleton: skeleton).file(form: form) { slot throws(ModelExchangeError) in
      guard let parameter = network.parameter(slot.name) else {
        throw .missingArray(name: slot.name)
      }
      return parameter.weights
    }
  }
}

extension NetworkOrigin {
  /// The constants of the file's graph under their own names, in their own types; with codes,
  /// codebooks and masks beside or instead of the values, as the form says.
  func arrays(of network: Network, _ form: WeightForm) throws(ModelExchangeError)
    -> [String: TypedTensor]
  {
    let graph = try ONNXGraph(try file(of: network, form: .values))
    let files = ExternalFiles { _ in [] }
    var arrays: [String: TypedTensor] = [:]
    for (name, tensor) in graph.constants { arrays[name] = try tensor.typed(files) }
    guard form != .values else { return arrays }
    for name in network.weightNames {
      guard let weights = network.parameter(name)?.weights else { continue }
      for (part, array) in weights.arrays(form) where part != "weight" {
        arrays["\(name).\(part)"] = array
        if form == .shared, part == "codes" { arrays[name] = nil }
      }
    }
    return arrays
  }
}

extension ONNXFile {
  /// A net without a graph: arrays of another program, each a parameter where it is large enough.
  /// It can be compressed and written, not computed.
  public static func network(of arrays: [(name: String, array: TypedTensor)])
    throws(ModelExchangeError) -> Network
  {
    let bytes = ProtobufWriter.message { model in
      model.integer(1, 8)
      model.message(7) { graph in
        for (name, _) in arrays {
          graph.message(1) { node in
            node.text(1, name)
            node.text(2, name + arraySuffix)
            node.text(4, "Identity")
          }
        }
        for (name, array) in arrays {
          graph.message(5) { tensor in
            if !array.shape.isEmpty { tensor.packed(1, integers: array.shape) }
            tensor.integer(2, array.type.code)
            tensor.text(8, name)
            tensor.bytes(9, array.bytes)
          }
        }
        for (name, _) in arrays { graph.message(12) { $0.text(1, name + arraySuffix) } }
      }
      model.message(8) { $0.integer(2, 17) }
    }
    return try read(bytes) { _ in [] }
  }

  private static let arraySuffix = ":value"
}

extension ONNXDocument.Slot {
  var role: ParameterRole { isInteger ? .integers : isMatrix ? .weights : .scales }
}

extension LayerParameter {
  init(_ slot: ONNXDocument.Slot, _ weights: Weights) {
    self.init(
      slot.name, slot.role, weights,
      // Brain floats are as long as halves.
      storedType: ElementType(code: slot.type) ?? .float16)
  }
}
