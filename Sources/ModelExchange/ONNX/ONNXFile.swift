import Networks
import Tensors

/// ONNX, the exchange format that PyTorch and most others export to: graph and weights in one
/// protobuf message.
///
/// A classical network, from one batch of images or vectors to one batch of scores, becomes layers
/// of dcs's own (`ONNXTranslator`), which train, fuse and run from codes. Any other graph becomes a
/// network of operators (`ONNXNetwork`). Both say the same; the first way is refused wherever it
/// would have to pass over something that the file says.
public enum ONNXFile {
  /// Whether the bytes look like a model: the first field is a small number, and there is a graph.
  public static func recognizes(_ bytes: [UInt8]) -> Bool {
    var reader = ProtobufReader(bytes[...])
    guard let first = try? reader.next(), first.number == 1, case .variable = first.value else {
      return false
    }
    while let field = try? reader.next() {
      if field.number == 7, case .bytes = field.value { return true }
    }
    return false
  }

  /// Whether bytes that are no model may be the beginning of one: fields, the last of which wants
  /// more bytes than there are.
  public static func looksCutOff(_ bytes: [UInt8]) -> Bool {
    var reader = ProtobufReader(bytes[...])
    var isBegun = false
    do {
      while let field = try reader.next() {
        guard (1...25).contains(field.number) else { return false }
        isBegun = true
      }
    } catch { return isBegun }
    return false
  }

  /// The bytes of a large model at a path without the numbers that take most of them: `read` gets
  /// those from the file, as it gets others from files beside it. nil for all other files.
  public static func outline(_ path: String) throws(ModelExchangeError) -> [UInt8]? {
    let source = try ByteSource(file: path)
    guard source.count >= smallestOutlined, try source.bytes(0..<1) == [0x08] else { return nil }
    return try ONNXOutline.bytes(of: source, called: ByteSource.name(of: path))
  }

  /// Bytes of a file; smaller ones are read as a whole.
  private static let smallestOutlined = 1 << 24

  /// The network, with the file's names. `inputShape` (without the batch) makes layers of a
  /// classical network that leaves it open. `external` opens files with weights that lie beside the
  /// model; of them no more is read than what becomes weights, tensor by tensor.
  public static func read(
    _ bytes: [UInt8], inputShape: [Int]? = nil,
    external: @escaping (String) throws -> ByteSource
  ) throws(ModelExchangeError) -> Network {
    let graph = try ONNXGraph(bytes)
    let files = ExternalFiles(external)
    if let network = try layers(graph, inputShape: inputShape, files: files) { return network }
    let (document, tensors) = try ONNXDocument.split(bytes, graph, files: files)
    let parameters = document.parameters(try document.values(tensors, files))
    let network = try ONNXNetwork.network(document, parameters: parameters, files: files)
    return try network.bound(toExample: inputShape)
  }

  /// The network in layers of our own; nil when some of it has none, or when the shape of its input
  /// is open: operators take any.
  private static func layers(
    _ graph: ONNXGraph, inputShape: [Int]?, files: ExternalFiles
  ) throws(ModelExchangeError) -> Network? {
    guard graph.isClassical, graph.nodes.allSatisfy(ONNXTranslator.understands) else { return nil }
    guard let shape = try Self.shape(of: graph.inputs[0], given: inputShape) else { return nil }
    do {
      var translator = try ONNXTranslator(graph, inputShape: shape, files: files)
      for node in graph.nodes { try translator.add(node) }
      return try translator.builder.network(giving: graph.outputs[0]).seeingZeros
    } catch {
      switch error {
      case .unsupportedOperations, .unsupportedSetting, .unknownValue, .network, .noLayers,
        .unsupportedElementType:
        return nil
      default: throw error
      }
    }
  }

  private static func shape(of input: ONNXGraph.Input, given: [Int]?) throws(ModelExchangeError)
    -> [Int]?
  {
    let stored = input.shape.dropFirst()
    if let given {
      guard stored.isEmpty || stored.count == given.count,
        zip(stored, given).allSatisfy({ $0 ?? $1 == $1 })
      else {
        let type = input.valueType(called: input.name)
        throw .wrongInput(
          name: input.name,
          expected: "[\(type.extents.dropFirst().map(\.description).joined(separator: ", "))]",
          found: given)
      }
      return given
    }
    let known = stored.compactMap { $0 }
    return known.isEmpty || known.count != stored.count ? nil : known
  }
}

extension ONNXGraph {
  /// Whether it reads one batch of floats and gives one value, by nodes with one output each; only
  /// Split may have several.
  fileprivate var isClassical: Bool {
    guard version >= 7, inputs.count == 1, outputs.count == 1, functions.isEmpty,
      !hasSparseConstants, [0, 1].contains(inputs[0].type), !inputs[0].isOther
    else { return false }
    let read = namesRead
    return hasOwnFloats
      && nodes.allSatisfy { node in
        ["", "ai.onnx"].contains(node.domain) && !node.outputs.isEmpty
          && (node.operation == "Split"
            || node.outputs.dropFirst().allSatisfy { !read.contains($0) })
      }
  }

  /// Whether matrices are of 32-bit floats and each, in whatever shape, is read by one node: layers
  /// of our own count their weights so.
  private var hasOwnFloats: Bool {
    var readers: [String: Int] = [:]
    for name in nodes.flatMap({ Set($0.inputs) }) { readers[name, default: 0] += 1 }
    let matrices = constants.filter { $1.shape.count >= 2 && $1.isFractional }
    var names = Set(matrices.keys)
    for node in nodes where ["Transpose", "Reshape", "Unsqueeze"].contains(node.operation) {
      if let input = node.input(0), names.contains(input) { names.formUnion(node.outputs) }
    }
    return matrices.allSatisfy { $1.type == 1 } && names.allSatisfy { readers[$0, default: 0] <= 1 }
  }
}

extension ONNXDocument {
  /// A parameter for each slot.
  func parameters(_ values: [[Float]]) -> [LayerParameter] {
    zip(slots, values).map { slot, values in
      let tensor = Tensor(shape: slot.shape, values: values)
      return LayerParameter(slot, .read(tensor, as: slot.role))
    }
  }
}

extension Weights {
  /// What a file holds. Matrices that are mostly zeros were pruned by somebody: their zeros are no
  /// weights.
  package static func read(_ tensor: Tensor, as role: ParameterRole?) -> Weights {
    role == .weights ? seen(in: tensor) : .dense(tensor)
  }

  /// Pruned when most are zeros.
  fileprivate static func seen(in tensor: Tensor) -> Weights {
    let zeros = tensor.values.count { $0 == 0 }
    guard 2 * zeros >= tensor.count, zeros < tensor.count else { return .dense(tensor) }
    let mask = Mask(shape: tensor.shape, isKept: tensor.values.map { $0 != 0 })
    return .pruned(PrunedWeights(values: tensor, mask: mask))
  }
}

extension Network {
  /// With matrices that are mostly zeros as pruned ones.
  public var seeingZeros: Network {
    var network = self
    for name in weightNames {
      guard case .dense(let tensor) = parameter(name)?.weights else { continue }
      let weights = Weights.seen(in: tensor)
      if weights.mask != nil { network.updateParameter(name) { $0.weights = weights } }
    }
    return network
  }

  /// With numbers for open extents of the inputs, by name. Throws for strange names, and for shapes
  /// that an input cannot have.
  public func bound(toShapes shapes: [String: [Int]]) throws(ModelExchangeError) -> Network {
    var numbers: [String: Int] = [:]
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
      guard let input = inputs.first(where: { $0.name == name }) else {
        throw .unknownArray(name: name, expected: inputs.map(\.name))
      }
      let extents = input.type.extents
      guard extents.count == shape.count, zip(extents, shape).allSatisfy({ $0.number ?? $1 == $1 })
      else {
        throw .wrongInput(name: name, expected: "\(input.type)", found: shape)
      }
      for case (.open(let name), let extent) in zip(extents, shape) { numbers[name] = extent }
    }
    do { return try bound(to: numbers) } catch { throw .network(layer: "", error) }
  }

  /// With numbers for the open extents behind the batch of the only input.
  fileprivate func bound(toExample shape: [Int]?) throws(ModelExchangeError) -> Network {
    guard let shape else { return self }
    guard inputs.count == 1 else { throw .inputs(inputs.map(\.name)) }
    let extents = inputs[0].type.extents.dropFirst()
    guard extents.count == shape.count, zip(extents, shape).allSatisfy({ $0.number ?? $1 == $1 })
    else {
      throw .wrongInput(
        name: inputs[0].name, expected: "[\(extents.map(\.description).joined(separator: ", "))]",
        found: shape)
    }
    var numbers: [String: Int] = [:]
    for case (.open(let name), let extent) in zip(extents, shape) { numbers[name] = extent }
    do { return try bound(to: numbers) } catch { throw .network(layer: "", error) }
  }
}
