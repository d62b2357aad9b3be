import Networks
import Operators
import Tensors

extension ONNXFile {
  /// What the file asks for: operator set 17 of ONNX's version 8, which has every operator that is
  /// used.
  private static let operatorSet = 17
  private static let formatVersion = 8
  /// Protobuf's own limit for a message: who has more puts the numbers into a file beside it.
  public static let largestModel = 1 << 31 - 1

  /// The network with its names. With the form `shared` a layer's weights are Gather(codebook,
  /// codes), the codes in 8 bits where 256 centroids are enough, zeros for pruned weights counted.
  /// `producer` is who says to have written the file. What is longer than `largestModel` nobody
  /// reads.
  public static func write(
    _ network: Network, form: WeightForm = .values, producer: String = "dcs"
  ) throws(ModelExchangeError) -> [UInt8] {
    var nowhere: ONNXDataFile?
    return try write(network, form: form, producer: producer, data: &nowhere)
  }

  /// The same with the numbers of larger tensors in a file of that name beside the model, which
  /// gets them when it is written (`ONNXDataFile.write`). With all of them inside, the model would
  /// have no more bytes than what it has and `tensorBytes` together.
  public static func write(
    _ network: Network, form: WeightForm = .values, producer: String = "dcs", dataFile: String
  ) throws(ModelExchangeError) -> (model: [UInt8], data: ONNXDataFile) {
    let empty = ONNXDataFile(name: dataFile)
    var data: ONNXDataFile? = empty
    let model = try write(network, form: form, producer: producer, data: &data)
    return (model, data ?? empty)
  }

  private static func write(
    _ network: Network, form: WeightForm, producer: String, data: inout ONNXDataFile?
  ) throws(ModelExchangeError) -> [UInt8] {
    if let origin = network.origin {
      return try origin.file(of: network, form: form, data: &data)
    }
    var exporter = ONNXExporter(network, form: form, data: data)
    for index in network.nodes.indices { try exporter.add(index) }
    let graph = exporter.graph()
    data = exporter.data
    return ProtobufWriter.message { model in
      model.integer(1, formatVersion)
      model.text(2, producer)
      model.bytes(7, graph)
      model.message(8) { $0.integer(2, operatorSet) }
    }
  }
}

/// Makes nodes and constants of layers, one after the other (onnx.proto, messages NodeProto and
/// TensorProto).
struct ONNXExporter {
  private let network: Network
  private let form: WeightForm
  /// Gets the numbers of larger tensors; nil where they stay in the model.
  fileprivate private(set) var data: ONNXDataFile?
  private let inputNames: [String]
  /// Of what each node gives.
  private let valueNames: [String]
  private var nodes = ProtobufWriter()
  private var constants = ProtobufWriter()
  private var names: Set<String>

  init(_ network: Network, form: WeightForm, data: ONNXDataFile?) {
    (self.network, self.form, self.data) = (network, form, data)
    // Inputs and outputs keep their names whatever the layers between them are called.
    var names: Set<String> = []
    inputNames = network.inputs.map { Self.free($0.name, &names) }
    var valueNames = [String?](repeating: nil, count: network.nodes.count)
    for output in network.outputs {
      guard let node = output.source.node, valueNames[node] == nil else { continue }
      valueNames[node] = Self.free(output.name, &names)
    }
    self.valueNames = network.nodes.enumerated().map { index, node in
      valueNames[index] ?? Self.free(node.name, &names)
    }
    self.names = names
  }

  /// A name that no value has yet.
  private static func free(_ name: String, _ names: inout Set<String>) -> String {
    var free = name
    while !names.insert(free).inserted { free += "_" }
    return free
  }

  /// message GraphProto
  func graph() -> [UInt8] {
    var graph = nodes
    graph.text(2, "network")
    graph.append(constants)
    for (name, input) in zip(inputNames, network.inputs) {
      graph.message(11) { Self.writeValue(name, input.type, to: &$0) }
    }
    for output in network.outputs {
      graph.message(12) {
        Self.writeValue(name(of: output.source), network.valueType(of: output.source), to: &$0)
      }
    }
    return graph.bytes
  }

  private func name(of source: Network.Source) -> String {
    switch source {
    case .input(let index): inputNames[index]
    case .node(let index, let output):
      output == 0 ? valueNames[index] : "\(valueNames[index]):\(output)"
    }
  }

  /// message ValueInfoProto
  private static func writeValue(
    _ name: String, _ value: ValueType, to writer: inout ProtobufWriter
  ) {
    writer.text(1, name)
    writer.message(2) { type in
      type.message(1) { tensor in
        tensor.integer(1, value.element.code)
        tensor.message(2) { extents in
          for extent in value.extents {
            extents.message(1) { dimension in
              switch extent {
              case .fixed(let number): dimension.integer(1, number)
              case .open(let name): dimension.text(2, name)
              }
            }
          }
        }
      }
    }
  }

  // MARK: Nodes

  /// An attribute of a node, with the types of AttributeProto.AttributeType that are used.
  enum Setting {
    case number(Float)
    case integer(Int)
    case integers([Int])
    case text(String)
  }

  mutating func add(_ index: Int) throws(ModelExchangeError) {
    let node = network.nodes[index]
    let inputs = node.inputs.map(name(of:))
    let (operation, constants, settings) = try translation(of: node)
    add(operation, node.name, inputs + constants, settings, giving: valueNames[index])
  }

  /// message NodeProto
  private mutating func add(
    _ operation: String, _ name: String, _ inputs: [String], _ settings: [(String, Setting)] = [],
    giving output: String? = nil
  ) {
    nodes.message(1) { node in
      for input in inputs { node.text(1, input) }
      node.text(2, output ?? name)
      node.text(3, name)
      node.text(4, operation)
      for (name, setting) in settings {
        node.message(5) { attribute in
          attribute.text(1, name)
          switch setting {
          case .number(let value):
            attribute.float(2, value)
            attribute.integer(20, 1)
          case .integer(let value):
            attribute.integer(3, value)
            attribute.integer(20, 2)
          case .integers(let values):
            for value in values { attribute.integer(8, value) }
            attribute.integer(20, 7)
          case .text(let text):
            attribute.text(4, text)
            attribute.integer(20, 3)
          }
        }
      }
    }
  }

  /// An operator, its constant inputs and its attributes.
  private typealias Translation = (
    operation: String, constants: [String], settings: [(String, Setting)]
  )

  /// Operators of layers that have no more to say.
  private static let plain: [String: (operation: String, axis: Int?)] = [
    HardSwish.operation: ("HardSwish", nil), Multiplication.operation: ("Mul", nil),
    Flatten.operation: ("Flatten", 1), Concatenation.operation: ("Concat", 1),
    Softmax.operation: ("Softmax", 1), Addition.operation: ("Sum", nil),
    GlobalAveragePooling.operation: ("GlobalAveragePool", nil),
    Sigmoid.operation: ("Sigmoid", nil), Tanh.operation: ("Tanh", nil),
    ReLU.operation: ("Relu", nil),
  ]

  /// Throws for layers that ONNX has no operator for.
  private mutating func translation(of node: Network.Node) throws(ModelExchangeError)
    -> Translation
  {
    if let plain = Self.plain[node.layer.kind] {
      return (plain.operation, [], plain.axis.map { [("axis", .integer($0))] } ?? [])
    }
    if let layer = node.layer as? any WeightedLayer { return translation(of: layer, node.name) }
    if let translation = windowTranslation(of: node) ?? functionTranslation(of: node)
      ?? movementTranslation(of: node)
    {
      return translation
    }
    throw .cannotWrite(
      reason: "ONNX has no operator that dcs knows for \(node.layer.kind), layer \(node.name)")
  }

  /// Pooling and normalization.
  private mutating func windowTranslation(of node: Network.Node) -> Translation? {
    switch node.layer {
    case let layer as MaxPooling2D: return ("MaxPool", [], Self.poolingSettings(layer.window))
    case let layer as AveragePooling2D:
      let counting = ("count_include_pad", Setting.integer(layer.countsPadding ? 1 : 0))
      return ("AveragePool", [], Self.poolingSettings(layer.window) + [counting])
    case let layer as BatchNormalization:
      let rows = [
        ("scale", layer.scale), ("shift", layer.shift), ("mean", layer.mean),
        ("variance", layer.variance),
      ]
      let names = rows.map { floats("\(node.name).\($0)", shape: [$1.count], $1) }
      return ("BatchNormalization", names, [("epsilon", .number(Float(layer.epsilon)))])
    case let layer as LocalResponseNormalization:
      return (
        "LRN", [],
        [
          ("size", .integer(layer.size)), ("alpha", .number(Float(layer.alpha))),
          ("beta", .number(Float(layer.beta))), ("bias", .number(Float(layer.base))),
        ]
      )
    default: return nil
    }
  }

  /// Functions of single numbers.
  private mutating func functionTranslation(of node: Network.Node) -> Translation? {
    let name = node.name
    switch node.layer {
    case let layer as LeakyReLU:
      return ("LeakyRelu", [], [("alpha", .number(Float(layer.negativeSlope)))])
    case let layer as Clip:
      let limits = [("low", layer.lowest), ("high", layer.highest)].map { word, limit in
        limit.map { floats("\(name).\(word)", shape: [], [Float($0)]) } ?? ""
      }
      return ("Clip", limits, [])
    case let layer as Dropout:
      return ("Dropout", [floats("\(name).ratio", shape: [], [Float(layer.rate)])], [])
    case let layer as HardSigmoid:
      let line = [("alpha", layer.steepness), ("beta", layer.offset)]
      return ("HardSigmoid", [], line.map { ($0, .number(Float($1))) })
    case let layer as ELU: return ("Elu", [], [("alpha", .number(Float(layer.alpha)))])
    case let layer as PReLU:
      let pixels = network.shape(of: node.inputs[0]).dropFirst().map { _ in 1 }
      let shape = [layer.slopes.count] + pixels
      return ("PRelu", [floats("\(name).slope", shape: shape, layer.slopes)], [])
    case is SiLU:
      let gate = Self.free("\(name).gate", &names)
      add("Sigmoid", gate, node.inputs.map(self.name(of:)))
      return ("Mul", [gate], [])
    default: return nil
    }
  }

  /// Layers that give on the numbers that they read, elsewhere.
  private mutating func movementTranslation(of node: Network.Node) -> Translation? {
    let name = node.name
    switch node.layer {
    case let layer as Reshape:
      // 0 keeps the batch.
      return ("Reshape", [integers("\(name).shape", [0] + layer.shape)], [])
    case let layer as Transpose:
      return ("Transpose", [], [("perm", .integers([0] + layer.axes.map { $0 + 1 }))])
    case let layer as Slice:
      let numbers = [
        ("begin", layer.begin), ("end", layer.begin + layer.count), ("axis", 1),
      ]
      return ("Slice", numbers.map { integers("\(name).\($0)", [$1]) }, [])
    case let layer as Upsampling2D:
      let scales = [1, 1, Float(layer.factors[0]), Float(layer.factors[1])]
      return (
        "Resize", ["", floats("\(name).scales", shape: [4], scales)],
        [
          ("mode", .text("nearest")), ("nearest_mode", .text("floor")),
          ("coordinate_transformation_mode", .text("asymmetric")),
        ]
      )
    default: return nil
    }
  }

  private static func poolingSettings(_ window: PoolingWindow) -> [(String, Setting)] {
    let settings = windowSettings(window.layout)
    return window.layout.roundsUp ? settings + [("ceil_mode", .integer(1))] : settings
  }

  private static func windowSettings(_ layout: WindowLayout) -> [(String, Setting)] {
    [
      ("kernel_shape", .integers(layout.kernel)), ("strides", .integers(layout.stride)),
      ("pads", .integers(layout.padding)),
    ]
  }

  private mutating func translation(of layer: any WeightedLayer, _ name: String) -> Translation {
    var inputs = [weights(layer.weights, name)]
    if let bias = layer.bias {
      inputs.append(floats("\(name).bias", shape: [bias.count], bias.values))
    }
    guard let convolution = layer as? Convolution2D else {
      return ("Gemm", inputs, [("transB", .integer(1))])
    }
    let layout = convolution.layout
    return (
      "Conv", inputs,
      Self.windowSettings(layout)
        + [("dilations", .integers(layout.dilation)), ("group", .integer(convolution.groups))]
    )
  }

  // MARK: Constants

  private mutating func weights(_ weights: Weights, _ name: String) -> String {
    let whole = "\(name).weight"
    guard form == .shared, case .shared(let shared) = weights else {
      let numbers = ONNXNumbers(count: 4 * weights.count) {
        LittleEndian.bytes(weights.tensor.values)
      }
      return constant(whole, .float32, shape: weights.shape, numbers)
    }
    let centroids = shared.centroidsWithZero
    let codebook = floats("\(name).codebook", shape: [centroids.count], centroids)
    let stored = constant(
      "\(name).codes", shared.codeType, shape: shared.shape, ONNXNumbers(codes: shared))
    // Gather takes no other indices than those of 32 and 64 bits.
    let indices = Self.free("\(name).indices", &names)
    add("Cast", indices, [stored], [("to", .integer(ElementType.int32.code))])
    let gathered = Self.free(whole, &names)
    add("Gather", gathered, [codebook, indices], [("axis", .integer(0))])
    return gathered
  }

  private mutating func floats(_ name: String, shape: [Int], _ values: [Float]) -> String {
    constant(name, .float32, shape: shape, ONNXNumbers(LittleEndian.bytes(values)))
  }

  private mutating func integers(_ name: String, _ values: [Int]) -> String {
    let bytes = LittleEndian.bytes(values.map { Int64($0) })
    return constant(name, .int64, shape: [values.count], ONNXNumbers(bytes))
  }

  /// message TensorProto; gives the name that it got.
  private mutating func constant(
    _ name: String, _ type: ElementType, shape: [Int], _ numbers: ONNXNumbers
  ) -> String {
    let free = Self.free(name, &names)
    constants.message(5) { tensor in
      if !shape.isEmpty { tensor.packed(1, integers: shape) }
      tensor.integer(2, type.code)
      tensor.text(8, free)
      numbers.write(to: &tensor, &data)
    }
    return free
  }
}

extension SharedWeights {
  /// A centroid 0 at the end stands for pruned weights.
  var centroidsWithZero: [Float] {
    mask.survivorCount < mask.count ? codebook.centroids + [0] : codebook.centroids
  }

  /// What holds codes of those.
  var codeType: ElementType { centroidsWithZero.count <= 256 ? .uint8 : .uint16 }

  /// The code of every weight among those.
  var codesWithZero: [UInt16] {
    guard mask.survivorCount < mask.count else { return codes.map { UInt16($0) } }
    var every = [UInt16](repeating: UInt16(codebook.count), count: mask.count)
    for (position, code) in zip(mask.survivors, codes) { every[Int(position)] = UInt16(code) }
    return every
  }
}

extension ONNXNumbers {
  /// The code of every weight (`SharedWeights.codesWithZero`).
  init(codes shared: SharedWeights) {
    let type = shared.codeType
    self.init(count: type.bytes * shared.mask.count) {
      let codes = shared.codesWithZero
      return type == .uint8
        ? codes.map { UInt8(truncatingIfNeeded: $0) } : LittleEndian.bytes(codes)
    }
  }
}
