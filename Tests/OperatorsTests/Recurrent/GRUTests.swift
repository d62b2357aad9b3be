import Operators
import Tensors
import Testing

struct GRUTests {
  /// Order of gates: update, reset, hidden.
  private func states(biases: [Float], linear: Int = 0) throws -> [Double] {
    let weights = floats([0, 0, 1], [1, 3, 1])
    return try run(
      "GRU",
      [
        floats([2], [1, 1, 1]), weights, weights, floats(biases, [1, 6]), nil,
        floats([10], [1, 1, 1]),
      ],
      ["activations": .texts(["HardSigmoid", "Affine"]), "linear_before_reset": .integer(linear)],
      outputs: 2)[1].numbers
  }

  @Test func gatesOpenAndShut() throws {
    #expect(try states(biases: [9, 9, 0, 0, 0, 0]) == [10])
    #expect(try states(biases: [-9, 9, 0, 0, 0, 0]) == [12])
    #expect(try states(biases: [-9, -9, 0, 0, 0, 0]) == [2])
  }

  /// The state's bias of 5 is reset with it, or not.
  @Test func biasMayBeResetToo() throws {
    #expect(try states(biases: [-9, -9, 0, 0, 0, 5]) == [7])
    #expect(try states(biases: [-9, -9, 0, 0, 0, 5], linear: 1) == [2])
  }
}
