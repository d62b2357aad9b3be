import Networks
import Tensors

/// Rows of a table by whole numbers, [N] -> [N, D] with a table [V, D]: what an embedding is.
struct Lookup: Layer {
  static let operation = "lookup"
  var table: Weights

  init(table: Weights) { self.table = table }
  init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter]) {
    table = parameters[0].weights
  }

  var attributes: [String: Attribute] { [:] }
  var parameters: [LayerParameter] {
    get { [LayerParameter(table, bias: nil)] }
    set { table = newValue[0].weights }
  }

  func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    guard inputs.count == 1, inputs[0].element == .int64, inputs[0].extents.count == 1 else {
      throw .wrongInput(
        operation: Self.operation, expected: "numbers of rows",
        found: inputs.first ?? .examples([]))
    }
    return [ValueType(.float32, inputs[0].extents + [.fixed(table.shape[1])])]
  }

  func forward(_ inputs: [TypedTensor]) -> [TypedTensor] {
    let (rows, width) = (inputs[0].integers ?? [], table.shape[1])
    var found: [Float] = []
    for row in rows { found += table.tensor.values[row * width..<(row + 1) * width] }
    return [TypedTensor(Tensor(shape: [rows.count, width], values: found))]
  }

  func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient {
    guard let dy = outputGradients[0] else { return LayerGradient(inputs: []) }
    var gradient = Tensor(zeros: table.shape)
    let width = table.shape[1]
    for (place, row) in (inputs[0].integers ?? []).enumerated() {
      for column in 0..<width {
        gradient.values[row * width + column] += dy.values[place * width + column]
      }
    }
    return LayerGradient(inputs: [Tensor(zeros: [0])], weights: gradient, bias: nil)
  }
}

/// Two halves of each example: [N, 2 D] -> [N, D] and [N, D].
struct Halves: Layer {
  static let operation = "halves"

  init() {}
  init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter]) {}

  var attributes: [String: Attribute] { [:] }

  func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] {
    let width = (inputs[0].exampleShape ?? [0])[0] / 2
    let half = ValueType(.float32, [inputs[0].extents[0], .fixed(width)])
    return [half, half]
  }

  func forward(_ inputs: [TypedTensor]) -> [TypedTensor] {
    guard let x = inputs[0].tensor else { return [] }
    let (count, width) = (x.shape[0], x.shape[1] / 2)
    var halves = [[Float](), [Float]()]
    for row in 0..<count {
      for half in 0..<2 {
        let start = (2 * row + half) * width
        halves[half] += x.values[start..<start + width]
      }
    }
    return halves.map { TypedTensor(Tensor(shape: [count, width], values: $0)) }
  }

  func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient {
    let (count, width) = (inputs[0].shape[0], inputs[0].shape[1] / 2)
    var gradient = Tensor(zeros: inputs[0].shape)
    for (half, dy) in outputGradients.enumerated() {
      for place in 0..<count * width {
        let row = place / width
        let start = (2 * row + half) * width
        gradient.values[start + place % width] = dy?.values[place] ?? 0
      }
    }
    return LayerGradient(inputs: [gradient])
  }
}

extension Network {
  /// Word numbers -> rows of a table -> products with all rows of the same table: five words of
  /// three numbers. The table is one parameter of two layers.
  static func tied(_ table: Tensor) throws(NetworkError) -> Network {
    let scores = Dense(weights: .dense(Tensor(zeros: table.shape)), bias: nil)
    return try Network(
      inputs: [Input(name: "words", type: ValueType(.int64, [.batch]))],
      nodes: [
        Node(name: "words", layer: Lookup(table: .dense(table)), inputs: [.input]),
        Node(name: "tanh1", layer: Tanh(), inputs: [.node(0)]),
        Node(name: "scores", layer: scores, inputs: [.node(1)], parameterNames: ["words"]),
      ], outputs: [Output(name: "scores", source: .node(2))])
  }
}

/// Reads and gives nothing: a node of a file may name no outputs.
struct Silence: Layer {
  static let operation = "silence"

  init() {}
  init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter]) {}

  var attributes: [String: Attribute] { [:] }
  func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] { [] }
  func forward(_ inputs: [TypedTensor]) -> [TypedTensor] { [] }
  func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient { LayerGradient(inputs: [Tensor(zeros: [0])]) }
}
