import Networks
import Tensors
import Testing

struct ConcatenationTests {
  /// Two images of one and two channels with two pixels: numbers say image, channel, pixel.
  private let a = Tensor(shape: [2, 1, 1, 2], values: [100, 101, 200, 201])
  private let b = Tensor(shape: [2, 2, 1, 2], values: [110, 111, 120, 121, 210, 211, 220, 221])
  private let joined = Tensor(
    shape: [2, 3, 1, 2], values: [100, 101, 110, 111, 120, 121, 200, 201, 210, 211, 220, 221])

  @Test func channelsFollowOneAnother() throws {
    #expect(Concatenation().forward([a, b]) == joined)
    #expect(try Concatenation().outputShape(for: [[1, 1, 2], [2, 1, 2]]) == [3, 1, 2])
    #expect(try Concatenation().outputShape(for: [[4], [5], [6]]) == [15])
  }

  /// The transposed operation takes apart what was joined.
  @Test func everyInputGetsItsPartOfTheGradient() {
    let gradient = Concatenation().backward(
      joined, of: Activation(output: joined), inputs: [a, b], wantsInputGradient: true)
    #expect(gradient.inputs == [a, b])
  }

  @Test(arguments: [
    [], [[2, 3, 3], [2, 3, 4]], [[2], [2, 1]], [[], []], [[1 << 27, 2], [1 << 27, 2]],
  ])
  func shapesThatDoNotFitAreRefused(shapes: [[Int]]) {
    #expect(throws: NetworkError.self) { try Concatenation(attributes: [:], inputShapes: shapes) }
  }
}
