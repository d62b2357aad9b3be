import Glibc
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Files that are networks of operators (`ONNXNetwork`, `OperatorLayer`, `NetworkOrigin`).
struct ONNXNetworkTests {
  private struct Missing: Error {}

  private func read(_ model: ONNXModel) throws -> Network {
    try ONNXFile.read(model.bytes) { _ in throw Missing() }
  }

  @Test func everyLargeConstantIsAParameterOfItsOwnName() throws {
    let network = try read(.branching)
    #expect(network.weightNames == ["f", "w", "table", "choice/then_branch/v"])
    #expect(Set(network.parameterNames) == Set(network.weightNames + ["shift"]))
    #expect(network.nodes(holding: "w").count == 2)
    #expect(network.parameterCount == 32 + 64 + 64 + 128 + 16)
    #expect(network.inputs.map(\.name) == ["x", "ids"])
    #expect(network.inputs[1].type == ValueType(.int64, [.open("batch"), .fixed(2)]))
    #expect(network.outputs.map(\.name) == ["y", "e"])
  }

  /// Against the products written out.
  @Test func itComputesWhatTheFileSays() throws {
    let network = try read(.branching)
    func matrix(_ name: String) throws -> Tensor {
      try #require(network.parameter(name)).weights.tensor
    }
    let x = Tensor.normal([3, 4], seed: 9)
    let ids = TypedTensor(shape: [3, 2], [Int64](arrayLiteral: 0, 15, 7, 7, -1, 2))
    let outputs = try network.evaluated([TypedTensor(x), ids])
    let (w, table) = (try matrix("w"), try matrix("table"))
    let d = times(
      times(times(x, try matrix("f")), w).map { Float(hyperbolicTangent(Double($0))) }, w)
    var y = times(d, try matrix("choice/then_branch/v"))
    let shift = try matrix("shift").values
    for place in y.values.indices { y.values[place] += shift[place % 16] }
    let result = try #require(outputs[0].tensor)
    #expect(zip(result.values, y.values).allSatisfy { abs($0 - $1) < 1e-4 })
    let rows = [0, 15, 7, 7, 15, 2].flatMap { table.values[4 * $0..<4 * $0 + 4] }
    #expect(outputs[1].tensor == Tensor(shape: [3, 2, 4], values: rows))
  }

  private func hyperbolicTangent(_ x: Double) -> Double {
    let (up, down) = (exp(x), exp(-x))
    return (up - down) / (up + down)
  }

  /// [m, k] x [k, n] by the definition.
  private func times(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
    var result = Tensor(zeros: [m, n])
    for i in 0..<m {
      for j in 0..<n {
        let sum = (0..<k).reduce(0.0) { $0 + Double(a.values[i * k + $1] * b.values[$1 * n + j]) }
        result.values[i * n + j] = Float(sum)
      }
    }
    return result
  }

  /// Everything but the numbers stays; unchanged numbers stay, too.
  @Test func theFileComesBack() throws {
    let model = ONNXModel.branching
    let network = try read(model)
    #expect(try ONNXFile.write(network) == model.bytes)
    var changed = network
    changed.updateParameter("w") { $0.weights = .dense($0.weights.tensor.map { 2 * $0 }) }
    let again = try ONNXFile.read(try ONNXFile.write(changed)) { _ in throw Missing() }
    #expect(again.parameter("w")?.values == network.parameter("w")?.values.map { 2 * $0 })
    #expect(again.parameter("f") == network.parameter("f"))
    #expect(again.origin == network.origin)
  }

  /// Operators that nobody computes: the weights are there all the same, and go back.
  @Test func unknownOperatorsAreNamedAndKept() throws {
    var model = ONNXModel.branching
    model.nodes.append(.init(operation: "FlyToTheMoon", inputs: ["d", "f"], output: "moon"))
    model.otherOutputs.append("moon")
    let network = try read(model)
    #expect(network.nodes.compactMap(\.layer.obstacle) == ["FlyToTheMoon"])
    #expect(try ONNXFile.write(network) == model.bytes)
    #expect(throws: NetworkError.self) {
      try network.evaluated([
        TypedTensor(Tensor(zeros: [1, 4])),
        TypedTensor(shape: [1, 2], [Int64](arrayLiteral: 0, 0)),
      ])
    }
  }

  @Test func inputsThatDoNotFitAreRefused() throws {
    let network = try read(.branching)
    let x = TypedTensor(Tensor(zeros: [2, 4]))
    #expect(throws: NetworkError.self) { try network.evaluated([x]) }
    #expect(throws: NetworkError.self) { try network.evaluated([x, x]) }
    // Equal names of extents are equal numbers.
    let ids = TypedTensor(shape: [3, 2], [Int64](repeating: 0, count: 6))
    #expect(throws: NetworkError.self) { try network.evaluated([x, ids]) }
  }

  /// Nodes in any order; a circle is none.
  @Test func nodesAreSorted() throws {
    var model = ONNXModel.branching
    model.nodes.reverse()
    #expect(try read(model).nodes.map(\.layer.kind).last == "If")
    var circle = ONNXModel()
    circle.nodes = [
      .init(operation: "Add", inputs: ["x", "b"], output: "a"),
      .init(operation: "Add", inputs: ["x", "a"], output: "b"),
    ]
    circle.output = "b"
    #expect(throws: ModelExchangeError.self) { try read(circle) }
  }

  /// Halves, doubles and bytes stay what they are, and count by their own size.
  @Test func typesAreKept() throws {
    let values = Tensor.normal([8, 4], seed: 1).map { ($0 * 64).rounded() / 64 }
    for (type, element, bytes) in [(10, ElementType.float16, 2), (11, .float64, 8)] {
      var model = ONNXModel()
      model.tensors = [
        ProtobufWriter.message { tensor in
          tensor.packed(1, integers: [8, 4])
          tensor.integer(2, type)
          tensor.text(8, "w")
          tensor.bytes(
            9,
            values.values.flatMap { value in
              type == 10
                ? withUnsafeBytes(of: Float16(value).bitPattern, Array.init)
                : withUnsafeBytes(of: Double(value).bitPattern, Array.init)
            })
        }
      ]
      model.nodes = [.init(operation: "Identity", inputs: ["w"], output: "y")]
      let network = try read(model)
      #expect(network.parameter("w")?.values == values.values)
      #expect(network.denseBytes == 32 * bytes)
      let outputs = try network.evaluated([TypedTensor(Tensor(zeros: [1, 4]))])
      #expect(outputs[0].type == element)
      #expect(try ONNXFile.write(network) == model.bytes)
    }
  }

  @Test func matricesOfMostlyZerosArePruned() throws {
    var model = ONNXModel.branching
    var sparse = Tensor(zeros: [4, 8])
    for place in stride(from: 0, to: 32, by: 5) { sparse.values[place] = 1 }
    model.floats[0].tensor = sparse
    let weights = try #require(try read(model).parameter("f")?.weights)
    #expect(weights.state == "pruned" && weights.survivorCount == 7)
  }

  @Test func arraysAreANetWithoutAGraph() throws {
    let arrays: [(name: String, array: TypedTensor)] = [
      ("encoder.weight", TypedTensor(.normal([8, 8], seed: 1))),
      ("encoder.bias", TypedTensor(.normal([8], seed: 2))),
      ("steps", TypedTensor(shape: [2], [Int64](arrayLiteral: 1, 2))),
    ]
    let network = try ONNXFile.network(of: arrays)
    #expect(network.weightNames == ["encoder.weight"])
    #expect(
      network.arrays(.values)
        == Dictionary(uniqueKeysWithValues: arrays.map { ($0.name, $0.array) })
    )
  }

  @Test func openExtentsAreBound() throws {
    let network = try read(.branching).bound(toShapes: ["x": [5, 4]])
    #expect(network.inputs.map(\.type.extents.first) == [.fixed(5), .fixed(5)])
    #expect(throws: ModelExchangeError.self) {
      try read(.branching).bound(toShapes: ["x": [5, 3]])
    }
    #expect(throws: ModelExchangeError.self) { try read(.branching).bound(toShapes: ["z": [1]]) }
  }
}
