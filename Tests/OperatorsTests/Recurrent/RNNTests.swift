import Operators
import Tensors
import Testing

struct RNNTests {
  @Test func addsBothBiases() throws {
    let one = floats([1], [1, 1, 1])
    let result = try run(
      "RNN", [one, one, one, floats([10, 100], [1, 2])], ["activations": .texts(["Relu"])])
    #expect(result[0].numbers == [111])
  }
}
