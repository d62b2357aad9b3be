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
      document, parameters: parameters, files: ExternalFiles { _ in ByteSource([]) })
  }

  /// The file, with the numbers of the network that was made from it; larger tensors' go to `data`
  /// where there is such a file.
  func file(of network: Network, form: WeightForm, data: inout ONNXDataFile?)
    throws(ModelExchangeError) -> [UInt8]
  {
    let document = try ONNXDocument(skeleton: skeleton)
    return try document.file(form: form, data: &data, Self.weights(of: network))
  }

  private static func weights(of network: Network) -> WeightSource {
    { name throws(ModelExchangeError) in
      guard let parameter = network.parameter(name) else { throw .missingArray(name: name) }
      return parameter.weights
    }
  }

  /// The file with what `weights` gives: the numbers of larger tensors in a file of that name
  /// beside the model, where one is named. Values are asked for when they are written; with the
  /// form `shared` codes are asked for now, and held.
  public func file(form: WeightForm, dataFile: String?, _ weights: @escaping WeightSource)
    throws(ModelExchangeError) -> (model: [UInt8], data: ONNXDataFile?)
  {
    var data = dataFile.map { ONNXDataFile(name: $0) }
    let model = try ONNXDocument(skeleton: skeleton).file(form: form, data: &data, weights)
    return (model, data)
  }
}

extension NetworkOrigin {
  /// The constants of the file's graph under their own names, in their own types; with codes,
  /// codebooks and masks beside or instead of the values, as the form says.
  func arrays(of network: Network, _ form: WeightForm) throws(ModelExchangeError)
    -> [String: TypedTensor]
  {
    var arrays: [String: TypedTensor] = [:]
    for array in try self.arrays(Self.weights(of: network)) {
      let bytes = try array.bytes()
      arrays[array.name] =
        ElementType(code: array.type).map {
          TypedTensor(shape: array.shape, type: $0, bytes: bytes[...])
        }
        // Brain floats are no type of arrays here.
        ?? TypedTensor(
          shape: array.shape, .float32(ONNXDocument.values(bytes[...], of: array.type)))
    }
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
    try read(
      model(
        of: arrays.map {
          StoredArray(name: $0.name, type: $0.array.type.code, shape: $0.array.shape) {
            [array = $0.array] in array.bytes
          }
        })
    ) { _ in ByteSource([]) }
  }

  /// One array of such a net.
  struct StoredArray {
    let name: String
    /// onnx.TensorProto.DataType
    let type: Int
    let shape: [Int]
    /// Its bytes in the file; none where they are elsewhere.
    let content: () throws(ModelExchangeError) -> [UInt8]
  }

  static func model(of arrays: [StoredArray]) throws(ModelExchangeError) -> [UInt8] {
    var contents: [[UInt8]] = []
    for array in arrays { contents.append(try array.content()) }
    return ProtobufWriter.message { model in
      model.integer(1, 8)
      model.message(7) { graph in
        for array in arrays {
          graph.message(1) { node in
            node.text(1, array.name)
            node.text(2, array.name + arraySuffix)
            node.text(4, "Identity")
          }
        }
        for (array, content) in zip(arrays, contents) {
          graph.message(5) { tensor in
            if !array.shape.isEmpty { tensor.packed(1, integers: array.shape) }
            tensor.integer(2, array.type)
            tensor.text(8, array.name)
            tensor.bytes(9, content)
          }
        }
        for array in arrays { graph.message(12) { $0.text(1, array.name + arraySuffix) } }
      }
      model.message(8) { $0.integer(2, 17) }
    }
  }

  private static let arraySuffix = ":value"
}

extension NetworkOrigin {
  /// Of a model whose arrays stay where they are: its graph or, without one, what
  /// `ONNXFile.network(of:)` would give, less its numbers. Matrices of `files` that `blocks` names
  /// are cut into so many rows each, which become arrays of their own: "name[0:512]". Precondition:
  /// none where there is a graph, which reads each as one.
  public init(of files: WeightFiles, blocks: [String: Int] = [:]) throws(ModelExchangeError) {
    if let origin = files.origin {
      precondition(blocks.isEmpty)
      self = origin
      return
    }
    var stored: [ONNXFile.StoredArray] = []
    for array in files.arrays {
      for part in array.parts(of: blocks[array.name]) {
        let isEmptied = part.role != nil
        stored.append(
          .init(name: part.name, type: array.type, shape: part.shape) {
            () throws(ModelExchangeError) in
            isEmptied ? [] : try files.content(of: array)
          })
      }
    }
    try self.init(checking: try ONNXFile.model(of: stored))
  }
}

extension WeightFiles.Entry {
  /// Rows of an array that become a parameter of their own.
  public struct Part: Sendable, Equatable {
    public let name: String
    public let shape: [Int]
    public let rows: Range<Int>
    /// nil for a few numbers, which are no parameter and stay in the skeleton.
    public let role: ParameterRole?

    public var count: Int { shape.reduce(1, *) }

    fileprivate init(_ name: String, _ shape: [Int], _ rows: Range<Int>, type: Int) {
      (self.name, self.shape, self.rows) = (name, shape, rows)
      role =
        ONNXDocument.isSlot(type: type, shape: shape)
        ? ONNXDocument.Slot(name: name, type: type, shape: shape).role : nil
    }
  }

  /// The array as one part, or cut into parts of so many rows. The last may have fewer; a single
  /// row goes to the part before.
  public func parts(of rows: Int?) -> [Part] {
    let count = shape.first ?? 1
    guard let rows, shape.count >= 2, rows < count else {
      return [Part(name, shape, 0..<count, type: type)]
    }
    var bounds = stride(from: 0, to: count, by: rows).map { $0 } + [count]
    if bounds.count > 2, count - bounds[bounds.count - 2] == 1 {
      bounds.remove(at: bounds.count - 2)
    }
    return zip(bounds, bounds.dropFirst()).map { first, last in
      Part(
        RowBlock(of: name, rows: first..<last).name, [last - first] + shape.dropFirst(),
        first..<last, type: type)
    }
  }
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
