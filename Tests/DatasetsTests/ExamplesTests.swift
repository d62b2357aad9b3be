import Datasets
import Tensors
import TestSupport
import Testing

struct ExamplesTests {
  /// Five examples of two bytes: example i holds 10 i and 10 i + 1, its label is i mod 3.
  private let bytes = Examples(
    bytes: (0..<5).flatMap { [UInt8(10 * $0), UInt8(10 * $0 + 1)] }, scale: 0.5, shape: [2],
    labels: [0, 1, 2, 0, 1])
  private let floats = Examples(
    inputs: Tensor(
      shape: [5, 2, 1], values: (0..<5).flatMap { [Float(10 * $0), Float(10 * $0 + 1)] }),
    labels: [0, 1, 2, 0, 1])

  @Test func countsAndShapes() {
    #expect(
      bytes.count == 5 && bytes.shape == [2] && bytes.valuesPerExample == 2 && bytes.classCount == 3
    )
    #expect(floats.count == 5 && floats.shape == [2, 1] && floats.valuesPerExample == 2)
    #expect(Examples(bytes: [], scale: 1, shape: [2], labels: []).classCount == 0)
  }

  @Test func namesOfClassesComeAlong() {
    let named = floats.named(["a", "b", "c", "d"])
    #expect(named[1..<3].classNames == ["a", "b", "c", "d"] && floats.classNames.isEmpty)
    #expect(named[[0]].classCount == 4 && named.labels == floats.labels)
  }

  @Test func bytesAreScaled() throws {
    #expect(
      try bytes.inputs(at: [4, 0, 4])
        == Tensor(shape: [3, 2], values: [20, 20.5, 0, 0.5, 20, 20.5]))
    #expect(bytes.labels(at: [4, 0, 4]) == [1, 0, 1])
    #expect(try floats.inputs(at: [1]) == Tensor(shape: [1, 2, 1], values: [10, 11]))
  }

  /// 1 / 255 as a float times 255 rounds to exactly 1.
  @Test func whiteIsOne() throws {
    let white = Examples(bytes: [0, 255], scale: 1 / 255, shape: [2], labels: [0])
    #expect(try white.inputs(at: [0]).values == [0, 1])
  }

  @Test func noPositionsGiveAnEmptyBatch() throws {
    #expect(try bytes.inputs(at: []) == Tensor(zeros: [0, 2]))
  }

  @Test func subsetsOfSubsetsCountFromTheirOwnStart() throws {
    for examples in [bytes, floats] {
      let part = examples[1..<5][1..<3]
      #expect(part.count == 2)
      #expect(part.labels == [2, 0])
      #expect(part.classCount == 3)
      #expect(try part.inputs(at: [0, 1]).values == examples.inputs(at: [2, 3]).values)
    }
  }

  @Test func aListOfPositionsIsASubsetInItsOrder() throws {
    let chosen = floats[1..<5][[3, 0, 0]]
    #expect(chosen.labels == [1, 1, 1] && chosen.count == 3)
    #expect(try chosen.inputs(at: [0, 1]).values == [40, 41, 10, 11])
    #expect(try chosen[1..<3].inputs(at: [1]).values == [10, 11])
  }

  @Test func anEmptySubsetIsEmpty() throws {
    #expect(bytes[2..<2].count == 0)
    #expect(try bytes[5..<5].inputs(at: 0..<0).shape == [0, 2])
  }
}
