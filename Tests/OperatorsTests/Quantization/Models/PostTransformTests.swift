import Operators
import Tensors
import Testing

struct PostTransformTests {
  private func transformed(_ name: String, _ scores: [Float]) throws -> [Double] {
    try run(
      "LinearRegressor", [floats([1], [1, 1])],
      [
        "coefficients": .numbers(scores), "targets": .integer(scores.count),
        "post_transform": .text(name),
      ], domain: "ai.onnx.ml")[0].numbers
  }

  @Test func scoresBecomeProbabilities() throws {
    #expect(try transformed("NONE", [1, 2]) == [1, 2])
    #expect(try transformed("SOFTMAX", [2, 2]) == [0.5, 0.5])
    #expect(try transformed("SOFTMAX_ZERO", [2, 0, 2]) == [0.5, 0, 0.5])
    #expect(try transformed("LOGISTIC", [0]) == [0.5])
    #expect(abs(try transformed("PROBIT", [0.8413447])[0] - 1) < 0.01)
  }
}
