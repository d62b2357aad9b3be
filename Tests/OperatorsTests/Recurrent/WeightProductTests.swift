import Operators
import Tensors
import Testing

struct WeightProductTests {
  /// Two units of three inputs: rows of W are outputs.
  @Test func weightsAreOutputsByInputs() throws {
    let result = try run(
      "RNN",
      [
        floats([1, 2, 3], [1, 1, 3]), floats([1, 0, 0, 1, 1, 1], [1, 2, 3]),
        floats([0, 0, 0, 0], [1, 2, 2]),
      ], ["activations": .texts(["Relu"])])
    #expect(result[0] == floats([1, 6], [1, 1, 1, 2]))
  }
}
