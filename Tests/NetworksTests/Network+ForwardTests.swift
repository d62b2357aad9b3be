import Networks
import Tensors
import TestSupport
import Testing

struct NetworkForwardTests {
  /// Worked by hand: fc1 = [1·1 - 1·2, 2·1 + 1·2 + 1] = [-1, 5], relu = [0, 5], fc2 = 3·0 - 1·5 +
  /// 0.5 = -4.5.
  @Test func aChainWorkedByHand() throws {
    let network = try Network(
      inputShape: [2],
      chain: [
        Dense(
          weights: .dense(Tensor(shape: [2, 2], values: [1, -1, 2, 1])), bias: .float32([0, 1])),
        ReLU(),
        Dense(weights: .dense(Tensor(shape: [1, 2], values: [3, -1])), bias: .float32([0.5])),
      ])
    #expect(
      network.forward(Tensor(shape: [1, 2], values: [1, 2]))
        == Tensor(shape: [1, 1], values: [-4.5]))
  }

  @Test func aBatchIsItsExamples() throws {
    var random = RandomSource(seed: 1)
    let network = try Network.lenet300().initialized(random: &random)
    let input = Tensor.normal([3, 784], seed: 2)
    let whole = network.forward(input).values
    let rows = (0..<3).flatMap { row in
      network.forward(
        Tensor(shape: [1, 784], values: Array(input.values[row * 784..<(row + 1) * 784]))
      ).values
    }
    // OpenBLAS may sum a single row in another order: 784 terms.
    #expect(relativeError(whole, rows) < 1e-5)
  }

  @Test func dropoutIsOnlyForTraining() throws {
    let network = try Network(inputShape: [50], chain: [Dropout(rate: 0.5)])
    let input = Tensor.normal([2, 50], seed: 3)
    var random = RandomSource(seed: 4)
    #expect(network.forward(input) == input)
    #expect(try network.forwardForTraining(input, random: &random)[0].output != input)
  }

  /// y1 = relu(first half of x) + z, y2 = second half of x.
  @Test func severalInputsAndOutputs() throws {
    let network = try Network(
      inputs: [
        .init(name: "x", type: .examples([4])), .init(name: "z", type: .examples([2])),
      ],
      nodes: [
        .init(name: "halves1", layer: Halves(), inputs: [.input(0)]),
        .init(name: "relu1", layer: ReLU(), inputs: [.node(0, output: 0)]),
        .init(name: "add1", layer: Addition(), inputs: [.node(1), .input(1)]),
      ],
      outputs: [
        .init(name: "y1", source: .node(2)), .init(name: "y2", source: .node(0, output: 1)),
      ])
    let x = TypedTensor(Tensor(shape: [1, 4], values: [-1, 2, 3, 4]))
    let z = TypedTensor(Tensor(shape: [1, 2], values: [10, 20]))
    let outputs = network.forward([x, z])
    #expect(outputs.map(\.tensor?.values) == [[10, 22], [3, 4]])
    #expect(network.lastReaders == [[1, 3], [2], [3]])
    var random = RandomSource(seed: 0)
    let activations = try network.forwardForTraining([x, z], random: &random)
    #expect(network.outputs(of: activations, inputs: [x, z]) == outputs)
  }

  /// Both outputs have a gradient: dx of the layer before is that of both halves.
  @Test func gradientsOfSeveralOutputsMeet() throws {
    let network = try Network(
      inputs: [.init(name: "x", type: .examples([1]))],
      nodes: [
        .init(
          name: "fc1",
          layer: Dense(weights: .dense(Tensor(shape: [4, 1], values: [1, 2, 3, 4])), bias: nil),
          inputs: [.input]),
        .init(name: "halves1", layer: Halves(), inputs: [.node(0)]),
      ],
      outputs: [
        .init(name: "a", source: .node(1, output: 0)),
        .init(name: "b", source: .node(1, output: 1)),
      ])
    let x = TypedTensor(Tensor(shape: [1, 1], values: [2]))
    var random = RandomSource(seed: 0)
    let activations = try network.forwardForTraining([x], random: &random)
    func gradient(_ outputs: [Tensor?]) throws -> [Float]? {
      try network.backward(outputs, inputs: [x], activations: activations)[0].weights?.values
    }
    let (a, b) = (
      Tensor(shape: [1, 2], values: [1, 10]), Tensor(shape: [1, 2], values: [100, 1000])
    )
    #expect(try gradient([a, b]) == [2, 20, 200, 2000])
    #expect(try gradient([nil, b]) == [0, 0, 200, 2000])
    #expect(try gradient([nil, nil]) == nil)
  }

  /// tanh is linear near 0 but for a cube: the words' own scores are the squares of their rows.
  @Test func wholeNumbersAreRead() throws {
    let table = Tensor(shape: [2, 1], values: [1e-3, 2e-3])
    let scores = try Network.tied(table).forward([TypedTensor(shape: [2], .int64([1, 0]))])
    #expect(relativeError(scores[0].tensor?.values ?? [], [2e-6, 4e-6, 1e-6, 2e-6]) < 1e-5)
  }

  @Test func openExtentsAreBoundByTheData() throws {
    let network = try Network(
      inputs: [.init(name: "x", type: ValueType(.float32, [.batch, .open("length")]))],
      nodes: [.init(name: "relu1", layer: ReLU(), inputs: [.input])],
      outputs: [.init(name: "y", source: .node(0))])
    for length in [1, 3] {
      let x = Tensor(shape: [2, length], values: [Float](repeating: -1, count: 2 * length))
      #expect(network.forward([TypedTensor(x)]) == [TypedTensor(Tensor(zeros: [2, length]))])
    }
    let bound = try network.bound(to: ["length": 4, "batch": 1])
    #expect(bound.valueTypes == [[ValueType(.float32, [.fixed(1), .fixed(4)])]])
  }

  /// Two nodes read relu1 (one of them twice reads fc2): the gradients of all readers are added.
  @Test func gradientsOfABranchAreAdded() throws {
    let (n, inputs, units) = (3, 4, 5)
    let x = Tensor.normal([n, inputs], seed: 5)
    let w1 = Tensor.normal([units, inputs], seed: 6)
    let w2 = Tensor.normal([units, units], seed: 7)
    let b = Tensor.normal([2, units], seed: 8).values
    let dy = Tensor.normal([n, units], seed: 9)
    let network = try Network.branched(
      Dense(weights: .dense(w1), bias: .float32(Array(b[..<units]))),
      Dense(weights: .dense(w2), bias: .float32(Array(b[units...]))), inputs: inputs)
    var random = RandomSource(seed: 0)
    let activations = try network.forwardForTraining(x, random: &random)
    let gradients = try network.backward(dy, input: x, activations: activations)

    /// sum of dy · (h + 2 (h W2ᵀ + b2)) with h = max(x W1ᵀ + b1, 0); p = [W1, W2, b1, b2].
    func loss(_ p: [Double]) -> Double {
      let (o2, o3) = (units * inputs, units * inputs + units * units)
      var sum = 0.0
      for row in 0..<n {
        let h = (0..<units).map { u in
          max(
            0,
            (0..<inputs).reduce(p[o3 + u]) {
              $0 + Double(x.values[row * inputs + $1]) * p[u * inputs + $1]
            })
        }
        for u in 0..<units {
          let second = (0..<units).reduce(p[o3 + units + u]) { $0 + h[$1] * p[o2 + u * units + $1] }
          sum += Double(dy.values[row * units + u]) * (h[u] + 2 * second)
        }
      }
      return sum
    }
    let expected = centralDifferences(at: w1.doubles + w2.doubles + b.map(Double.init), loss)
    let found =
      (gradients[0].weights?.values ?? []) + (gradients[2].weights?.values ?? [])
      + (gradients[0].bias ?? [])
      + (gradients[2].bias ?? [])
    #expect(relativeError(found, expected) < gradientBudget)
  }
}
