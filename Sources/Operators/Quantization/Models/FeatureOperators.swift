import Tensors

/// (x - offset) · scale for each feature.
struct Scaler: Operator {
  static let names = ["ai.onnx.ml.Scaler"]

  let offset: [Float]
  let scale: [Float]

  init(_ node: inout OperatorNode) throws(OperatorError) {
    offset = try node.numbers("offset") ?? []
    scale = try node.numbers("scale") ?? []
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensor = try Inputs(inputs).required(0)
    guard let features = tensor.shape.last, [1, features].contains(offset.count),
      [1, features].contains(scale.count)
    else { throw OperatorError("offset and scale do not fit \(tensor.shape)") }
    let values: [Float] = Inputs.values(tensor)
    return [
      TypedTensor(
        shape: tensor.shape,
        values.enumerated().map { index, value in
          let feature = index % features
          return (value - offset[offset.count == 1 ? 0 : feature])
            * scale[scale.count == 1 ? 0 : feature]
        })
    ]
  }
}

/// Each row over its largest value, its sum of magnitudes or its length.
struct Normalizer: Operator {
  static let names = ["ai.onnx.ml.Normalizer"]

  let norm: String

  init(_ node: inout OperatorNode) throws(OperatorError) {
    norm = try node.word("norm", of: ["MAX", "L1", "L2"])
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensor = try Inputs(inputs).required(0)
    let table = try FeatureTable(tensor)
    var values = table.values
    AxisRows([table.rows, table.columns], axis: 1).replace(&values) { row in
      let size: Float
      switch norm {
      case "MAX": size = row.reduce(-.infinity, max)
      case "L1": size = row.reduce(0) { $0 + abs($1) }
      default: size = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      guard size != 0 else { return }
      for index in row.indices { row[index] /= size }
    }
    return [TypedTensor(shape: tensor.shape, values)]
  }
}

/// 1 above a threshold, else 0.
struct Binarizer: RealOperator {
  static let names = ["ai.onnx.ml.Binarizer"]

  let threshold: Float

  init(_ node: inout OperatorNode) throws(OperatorError) {
    threshold = try node.number("threshold", default: 0)
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    tensor.values = tensor.values.map { $0 > Real(threshold) ? 1 : 0 }
    return [tensor.typed]
  }
}

/// Some places of the last dimension.
struct ArrayFeatureExtractor: Operator {
  static let names = ["ai.onnx.ml.ArrayFeatureExtractor"]

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let tensor = try inputs.required(0)
    let places = try inputs.integers(1)
    guard let extent = tensor.shape.last, places.allSatisfy({ (0..<extent).contains($0) }) else {
      throw OperatorError("places \(places) are beyond the last dimension of \(tensor.shape)")
    }
    // A vector gives a table of one row.
    let outer = tensor.shape.count == 1 ? [1] : Array(tensor.shape.dropLast())
    let shape = outer + [places.count]
    let count = try Axes.count(shape)
    let offsets = (0..<count).map {
      $0 / places.count * extent + places[$0 % places.count]
    }
    return [tensor.elements.visit(ElementGather(shape: shape, offsets: offsets))]
  }
}

struct ElementGather: ElementVisitor {
  let shape: [Int]
  let offsets: [Int]

  func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
    TypedTensor(shape: shape, offsets.map { elements[$0] })
  }
}
