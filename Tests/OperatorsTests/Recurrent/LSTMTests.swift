import Operators
import Tensors
import Testing

struct LSTMTests {
  /// Gates by biases alone: wide open or shut. Affine functions show the cell itself.
  private func states(
    biases: [Float], _ attributes: [String: OperatorNode.Attribute] = [:],
    peepholes: [Float]? = nil
  ) throws -> [Double] {
    let zeros = floats([0, 0, 0, 0], [1, 4, 1])
    let cell = floats([3], [1, 1, 1])
    return try run(
      "LSTM",
      [
        floats([0], [1, 1, 1]), zeros, zeros, floats(biases + [0, 0, 0, 0], [1, 8]), nil,
        floats([0], [1, 1, 1]), cell, peepholes.map { floats($0, [1, 3]) },
      ],
      ["activations": .texts(["HardSigmoid", "Affine", "Affine"])].merging(attributes) { $1 },
      outputs: 3)[2].numbers
  }

  /// Order of gates: input, output, forget, cell.
  @Test func gatesOpenAndShut() throws {
    #expect(try states(biases: [9, 9, 9, 5]) == [8])
    #expect(try states(biases: [-9, 9, 9, 5]) == [3])
    #expect(try states(biases: [9, 9, -9, 5]) == [5])
  }

  @Test func gatesMayBeCoupled() throws {
    #expect(try states(biases: [9, 9, 9, 5], ["input_forget": .integer(1)]) == [5])
  }

  /// The cell of 3 shuts the forget gate through its peephole.
  @Test func peepholesSeeTheCell() throws {
    #expect(try states(biases: [9, 9, 9, 5], peepholes: [0, 0, -9]) == [5])
  }
}
