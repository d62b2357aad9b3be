import Networks
import Tensors

/// Where the weights of a `.prototxt`'s layers come from.
protocol CaffeWeights {
  /// The weights of the next layer in the file's order, and biases when `hasBias`.
  mutating func parameters(of layer: String, shape: [Int], hasBias: Bool) throws(ModelExchangeError)
    -> (Weights, Bias?)
  /// The numbers of a layer that is not compressed: normalization, scale.
  mutating func blobs(of layer: String, shapes: [[Int]]) throws(ModelExchangeError) -> [[Float]]
  /// Called once all layers have theirs.
  func finish() throws(ModelExchangeError)
}

/// A network as Caffe describes it, `.prototxt`: layers by name with bottoms and tops. Layers for
/// training only, for data, losses and accuracy are left out.
public struct CaffeNetwork: Sendable {
  let message: TextMessage
  /// Those of inference, in the file's order.
  let layers: [CaffeLayer]
  /// Layers that give what the rest reads.
  private let sources: [CaffeLayer]

  public init(_ prototxt: String) throws(ModelExchangeError) {
    message = try TextMessage(prototxt)
    let all = message.fields.compactMap { field -> CaffeLayer? in
      guard ["layer", "layers"].contains(field.name), case .message(let message) = field.value
      else { return nil }
      return CaffeLayer(message)
    }
    let inTest = all.filter(\.isInTest)
    layers = inTest.filter { !$0.isSource && !$0.isForTraining }
    // Data layers of the training phase may be the only ones that know the crop.
    sources = (inTest + all).filter(\.isSource)
    try GraphBuilder.refuse(layers.filter { !CaffeLayer.types.contains($0.type) }.map(\.type))
    guard !layers.isEmpty else { throw .noLayers }
  }

  /// Layers with weights, in the file's order.
  var weighted: [CaffeLayer] { layers.filter(\.isWeighted) }

  func network(weights: inout some CaffeWeights, inputShape: [Int]?) throws(ModelExchangeError)
    -> Network
  {
    let (name, shape) = try input(given: inputShape)
    var translator = CaffeTranslator(builder: try GraphBuilder(inputShape: shape, inputName: name))
    for layer in layers { try translator.add(layer, &weights) }
    try weights.finish()
    return try translator.builder.network(giving: layers[layers.count - 1].tops.first ?? "")
  }

  /// `input` with `input_dim` or `input_shape`, an Input layer, or a data layer that crops. The
  /// first extent is the batch.
  private func input(given: [Int]?) throws(ModelExchangeError) -> (name: String, shape: [Int]) {
    let name =
      message.text("input") ?? sources.first?.tops.first ?? layers[0].bottoms.first ?? "data"
    let named = message.scalars("input")
    guard named.count <= 1 else { throw .inputs(named) }
    if let given { return (name, given) }
    for shape in [
      message.integers("input_dim"), message.message("input_shape").integers("dim"),
      sources.first?.shape ?? [],
    ] where shape.count > 1 {
      return (name, Array(shape.dropFirst()))
    }
    if let crop = sources.lazy.compactMap(\.crop).first { return (name, [3, crop, crop]) }
    throw .openInputShape(name)
  }
}

/// One layer of a `.prototxt`.
struct CaffeLayer: Sendable {
  let message: TextMessage
  let name: String
  /// As it is written today: "Convolution", "InnerProduct".
  let type: String
  let bottoms: [String]
  let tops: [String]

  static let types: Set<String> = [
    "Convolution", "InnerProduct", "ReLU", "ReLU6", "Sigmoid", "TanH", "Pooling", "LRN", "Dropout",
    "Softmax", "Concat",
    "Eltwise", "Flatten", "Reshape", "Split", "BatchNorm", "Scale",
  ]
  private static let sourceTypes: Set<String> = [
    "Input", "Data", "ImageData", "HDF5Data", "MemoryData", "DummyData", "WindowData",
  ]
  private static let trainingTypes: Set<String> = [
    "Accuracy", "SoftmaxWithLoss", "EuclideanLoss", "HingeLoss", "SigmoidCrossEntropyLoss",
    "InfogainLoss",
    "MultinomialLogisticLoss", "ContrastiveLoss", "Silence",
  ]

  init(_ message: TextMessage) {
    self.message = message
    name = message.text("name") ?? ""
    let written = message.text("type") ?? ""
    // Files of 2014 and before: INNER_PRODUCT.
    let letters = written.lowercased().filter { $0 != "_" }
    let known = Self.types.union(Self.sourceTypes).union(Self.trainingTypes)
    type =
      letters == "softmaxloss"
      ? "SoftmaxWithLoss" : known.first { $0.lowercased() == letters } ?? written
    bottoms = message.scalars("bottom")
    tops = message.scalars("top")
  }

  var isSource: Bool { Self.sourceTypes.contains(type) }
  var isForTraining: Bool { Self.trainingTypes.contains(type) }
  var isWeighted: Bool { type == "Convolution" || type == "InnerProduct" }

  /// Rules of inclusion say which phase a layer is for; without any it is for both.
  var isInTest: Bool {
    let phases = { (rules: [TextMessage]) in rules.compactMap { $0.text("phase")?.uppercased() } }
    let (included, excluded) = (
      phases(message.messages("include")), phases(message.messages("exclude"))
    )
    return (included.isEmpty || included.contains("TEST")) && !excluded.contains("TEST")
  }

  /// Of an Input or DummyData layer, with the batch.
  var shape: [Int] {
    let settings =
      message.has("input_param")
      ? message.message("input_param") : message.message("dummy_data_param")
    return settings.messages("shape").first?.integers("dim") ?? []
  }

  var crop: Int? {
    message.message("transform_param").integer("crop_size")
      ?? message.message("data_param").integer("crop_size")
  }
}
