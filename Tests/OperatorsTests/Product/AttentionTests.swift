import Operators
import Tensors
import TestSupport
import Testing

struct AttentionTests {
  /// Equal scores: the mean of the values.
  @Test func equalScoresGiveTheMean() throws {
    let result = try run(
      "Attention",
      [floats([0], [1, 1, 1, 1]), floats([5, 7], [1, 1, 2, 1]), floats([1, 3], [1, 1, 2, 1])],
      version: 23, outputs: 4)
    #expect(result[0] == floats([2], [1, 1, 1, 1]))
    #expect(result[3] == floats([0, 0], [1, 1, 1, 2]))
  }

  /// A query of ln 3 against keys 0 and 1: weights 1/4 and 3/4.
  @Test func softmaxWeighsTheValues() throws {
    let logarithm: Float = 1.0986123
    let result = try run(
      "Attention",
      [floats([logarithm], [1, 1, 1]), floats([0, 1], [1, 2, 1]), floats([4, 8], [1, 2, 1])],
      ["q_num_heads": .integer(1), "kv_num_heads": .integer(1)], version: 23)
    #expect(relativeError(result[0].numbers, [7]) < 1e-6 && result[0].shape == [1, 1, 1])
  }

  @Test func pastComesBeforeTheNewKeys() throws {
    let (new, past) = (floats([3], [1, 1, 1, 1]), floats([1], [1, 1, 1, 1]))
    let zero = floats([0], [1, 1, 1, 1])
    let result = try run(
      "Attention", [zero, new, new, nil, past, past], version: 23, outputs: 3)
    #expect(result[1] == floats([1, 3], [1, 1, 2, 1]) && result[0] == floats([2], [1, 1, 1, 1]))
  }

  @Test func refusesHeadsThatDoNotFit() {
    #expect(throws: OperatorError("shape [1, 1, 3] is not of 2 heads")) {
      let x = counted([1, 1, 3])
      _ = try run(
        "Attention", [x, x, x], ["q_num_heads": .integer(2), "kv_num_heads": .integer(2)],
        version: 23)
    }
  }
}
