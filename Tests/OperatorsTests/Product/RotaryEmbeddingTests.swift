import Operators
import Tensors
import Testing

struct RotaryEmbeddingTests {
  /// A quarter of a turn: (a, b) -> (-b, a).
  @Test func turnsPairs() throws {
    let (cosines, sines) = (floats([0], [1, 1, 1]), floats([1], [1, 1, 1]))
    let x = floats([2, 3], [1, 1, 1, 2])
    #expect(
      try run("RotaryEmbedding", [x, cosines, sines], version: 23)
        == [floats([-3, 2], [1, 1, 1, 2])])
  }

  /// Position 1 of the cache; the third feature stays.
  @Test func positionsChooseTheAngle() throws {
    let (cosines, sines) = (floats([1, 0], [2, 1]), floats([0, 1], [2, 1]))
    let result = try run(
      "RotaryEmbedding", [floats([2, 3, 9], [1, 1, 3]), cosines, sines, integers([1], [1, 1])],
      ["num_heads": .integer(1), "rotary_embedding_dim": .integer(2), "interleaved": .integer(1)],
      version: 23)
    #expect(result == [floats([-3, 2, 9], [1, 1, 3])])
  }

  @Test func refusesPositionsBeyondTheCache() {
    #expect(throws: OperatorError("caches [1, 1] do not fit 2 features")) {
      try run(
        "RotaryEmbedding",
        [counted([1, 1, 1, 2]), counted([1, 1]), counted([1, 1]), integers([1], [1, 1])],
        version: 23)
    }
  }
}
