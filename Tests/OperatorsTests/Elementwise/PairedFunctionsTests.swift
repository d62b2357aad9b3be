import Operators
import Tensors
import Testing

struct PairedFunctionsTests {
  private func isClose(_ result: TypedTensor, _ expected: [Double]) -> Bool {
    zip(result.numbers, expected).allSatisfy { abs($0 - $1) < 1e-6 }
  }

  /// 1 / (1 + e^-1) = 0.7310586; Φ(1) = 0.8413447.
  @Test func functionsOfTwoTensors() throws {
    #expect(isClose(try run("SwiGLU", [floats([1, 0]), floats([2, 5])])[0], [1.462_117_2, 0]))
    let input = floats([0, 1], [2, 1])
    let biased = try run("BiasGelu", [input, floats([1])], domain: "com.microsoft")[0]
    #expect(isClose(biased, [0.841_344_7, 1.954_499_7]))
    let fast = try run("FastGelu", [input], domain: "com.microsoft")[0]
    #expect(isClose(fast, [0, 0.841_192]))
  }

  @Test func shapesFit() {
    #expect(throws: OperatorError("shapes [2] and [1] do not fit each other")) {
      try run("SwiGLU", [floats([1, 0]), floats([1])])
    }
    #expect(throws: OperatorError("takes floats, not int64")) {
      try run("SwiGLU", [integers([1]), integers([1])])
    }
  }
}
