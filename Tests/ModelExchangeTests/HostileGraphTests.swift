import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Small files that ask for much: of a few kilobytes nothing may grow that fills the memory or the
/// day.
@Suite(.timeLimit(.minutes(1)))
struct HostileGraphTests {
  private struct Missing: Error { let name: String }

  private func read(_ model: ONNXModel) throws -> Network {
    try ONNXFile.read(model.bytes) { throw Missing(name: $0) }
  }

  /// A list joined with itself, again and again: 2^60 numbers. It loads, since nothing is computed
  /// then, and is refused where it would fill the memory.
  @Test func listsThatDoubleAreRefused() throws {
    var model = ONNXModel()
    model.integers = [("n0", [1])]
    model.nodes = (0..<60).map {
      .init(operation: "Concat", inputs: ["n\($0)", "n\($0)"], output: "n\($0 + 1)")
    }
    model.nodes.append(.init(operation: "Reshape", inputs: ["x", "n60"], output: "y"))
    let network = try read(model)
    let input = TypedTensor(Tensor(zeros: [1] + network.inputShape))
    #expect(throws: NetworkError.self) { try network.evaluated([input]) }
  }

  /// One matrix used by ever more layers is one matrix.
  @Test func oneMatrixForManyLayersIsCountedOnce() throws {
    let size = 2048
    var model = ONNXModel(inputShape: [0, size])
    model.floats = [("w", Tensor(zeros: [size, size]))]
    model.nodes = (0..<200).map {
      .init(operation: "MatMul", inputs: [$0 == 0 ? "x" : "v\($0)", "w"], output: "v\($0 + 1)")
    }
    model.output = "v200"
    #expect(try read(model).parameterCount == size * size)
  }

  /// A number added to 2^28 channels is still one number.
  @Test func numbersForManyChannelsTakeNoMemory() throws {
    var model = ONNXModel(inputShape: [0, 1 << 28])
    model.floats = [("one", Tensor(shape: [1], values: [1]))]
    model.nodes = [.init(operation: "Add", inputs: ["x", "one"], output: "y")]
    #expect(try read(model).parameterCount == 0)
  }

  /// Equal names are told apart without looking at all of them each time.
  @Test func manyEqualNamesTakeNoTime() throws {
    var model = ONNXModel()
    let count = 20_000
    model.nodes = (0..<count).map {
      .init(operation: "Relu", inputs: [$0 == 0 ? "x" : "v\($0)"], output: "v\($0 + 1)", name: "a")
    }
    model.output = "v\(count)"
    let names = try read(model).nodes.map(\.name)
    #expect(names.first == "a" && names[1] == "a_2" && names.last == "a_\(count)")
  }

  /// Layers that read layers: 2^40 paths, but forty layers.
  @Test func manyPathsAreFewLayers() throws {
    var model = ONNXModel()
    model.nodes = (0..<40).map {
      let source = $0 == 0 ? "x" : "v\($0)"
      return .init(operation: "Add", inputs: [source, source], output: "v\($0 + 1)")
    }
    model.output = "v40"
    #expect(try read(model).nodes.count == 40)
  }

  /// Codes that reach beyond their codebook, in front of it and behind.
  @Test(arguments: [[0, 3], [0, -4]]) func codesWithoutACentroidAreRefused(codes: [Int]) throws {
    var model = ONNXModel(inputShape: [0, 2])
    model.floats = [("book", Tensor(shape: [3], values: [1, 2, 3]))]
    model.integers = [("codes", codes)]
    model.nodes = [
      .init(operation: "Gather", inputs: ["book", "codes"], output: "w", name: "g"),
      .init(operation: "MatMul", inputs: ["x", "w"], output: "y"),
    ]
    let network = try read(model)
    #expect(throws: NetworkError.self) {
      try network.evaluated([TypedTensor(Tensor(zeros: [1, 2]))])
    }
  }

  /// The authors' format stores no pruned weights: 2^48 of them, or 2^28 again and again, take a
  /// few bytes.
  @Test(arguments: [(1 << 24, 1), (1 << 16, 3)]) func emptyLayersOfNetFilesAreCounted(
    outputs: Int, layers: Int
  ) throws {
    let side = outputs == 1 << 24 ? 4096 : 64
    var text = "input: \"x\" input_dim: 1 input_dim: 1 input_dim: \(side) input_dim: \(side)\n"
    for layer in 0..<layers {
      text += """
        layer { name: "ip\(layer)" type: "InnerProduct" bottom: "x" top: "y\(layer)"
          inner_product_param { num_output: \(outputs) bias_term: false } }

        """
    }
    let codebooks = [UInt8](repeating: 0, count: 64 * layers)
    let bytes = [UInt8](repeating: 0, count: 4 * layers) + codebooks
    #expect(throws: ModelExchangeError.tooManyWeights(limit: 1 << 29)) {
      try NetFile(bytes).network(CaffeNetwork(text))
    }
  }
}
