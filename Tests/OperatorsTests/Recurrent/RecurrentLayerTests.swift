import Operators
import Tensors
import Testing

struct RecurrentLayerTests {
  private let one = floats([1], [1, 1, 1])

  private func sums(
    _ x: TypedTensor, _ attributes: [String: OperatorNode.Attribute] = [:],
    lengths: [Int32]? = nil, start: TypedTensor? = nil, directions: Int = 1
  ) throws -> [TypedTensor] {
    let weights = floats([Float](repeating: 1, count: directions), [directions, 1, 1])
    let names = OperatorNode.Attribute.texts([String](repeating: "Relu", count: directions))
    return try run(
      "RNN",
      [x, weights, weights, nil, lengths.map { TypedTensor(shape: [$0.count], $0) }, start],
      attributes.merging(["activations": names]) { $1 }, outputs: 2)
  }

  @Test func directionsGoBothWays() throws {
    let x = floats([1, 2, 4], [3, 1, 1])
    #expect(try sums(x) == [floats([1, 3, 7], [3, 1, 1, 1]), floats([7], [1, 1, 1])])
    #expect(try sums(x, ["direction": .text("reverse")])[0].numbers == [7, 6, 4])
    let both = try sums(x, ["direction": .text("bidirectional")], directions: 2)
    #expect(both[0] == floats([1, 7, 3, 6, 7, 4], [3, 2, 1, 1]))
    #expect(both[1] == floats([7, 7], [2, 1, 1]))
  }

  /// The second sequence is over after one step.
  @Test func sequencesEndByThemselves() throws {
    let x = floats([1, 10, 2, 20], [2, 2, 1])
    let forward = try sums(x, lengths: [2, 1])
    #expect(forward[0].numbers == [1, 10, 3, 0] && forward[1].numbers == [3, 10])
    let backward = try sums(x, ["direction": .text("reverse")], lengths: [2, 1])
    #expect(backward[0].numbers == [3, 10, 2, 0])
  }

  @Test func layoutMayBeBatchFirst() throws {
    let result = try sums(
      floats([1, 2, 10, 20], [2, 2, 1]), ["layout": .integer(1)],
      start: floats([100, 200], [2, 1, 1]))
    #expect(result[0] == floats([101, 103, 210, 230], [2, 2, 1, 1]))
    #expect(result[1] == floats([103, 230], [2, 1, 1]))
  }

  @Test func refusesShapesThatDoNotFit() {
    #expect(throws: OperatorError("weights [1, 1, 1] and [1, 1, 1] do not fit input [1, 1, 2]")) {
      try sums(counted([1, 1, 2]))
    }
    #expect(throws: OperatorError("lengths [3] do not fit 1 sequences of 1 steps")) {
      try sums(one, lengths: [3])
    }
    #expect(throws: OperatorError("input 5 has shape [1, 2, 1], which does not fit")) {
      try sums(one, start: counted([1, 2, 1]))
    }
  }
}
