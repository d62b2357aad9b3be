import Tensors
import Testing

/// Expected numbers: `numpy.broadcast_shapes`, and the strides of `numpy.zeros(shape, dtype='i1')`.
struct ShapeTests {
  @Test(arguments: [
    ([], []), ([5], [1]), ([2, 3, 4], [12, 4, 1]), ([7, 1, 1, 2], [2, 2, 2, 1]),
  ])
  func stridesAreRowMajor(shape: [Int], expected: [Int]) {
    #expect(Shape.strides(of: shape) == expected)
  }

  @Test(arguments: [
    ([2, 3], [3], [2, 3]), ([3, 1], [1, 4], [3, 4]), ([], [2, 2], [2, 2]),
    ([5, 1, 3], [4, 1], [5, 4, 3]),
    ([0, 3], [1, 3], [0, 3]), ([1], [0], [0]),
  ])
  func broadcastAlignsAtTheRight(left: [Int], right: [Int], expected: [Int]) {
    #expect(Shape.broadcast(left, right) == expected)
    #expect(Shape.broadcast(right, left) == expected)
  }

  @Test(arguments: [([2], [3]), ([2, 3], [2]), ([4, 3], [3, 1, 4]), ([0], [2])])
  func shapesThatDoNotFitGiveNothing(left: [Int], right: [Int]) {
    #expect(Shape.broadcast(left, right) == nil)
    #expect(Shape.broadcast(right, left) == nil)
  }

  @Test func repeatedDimensionsHaveStrideZero() {
    #expect(Shape.broadcastStrides(of: [3, 1], to: [2, 3, 4]) == [0, 1, 0])
  }

  @Test func offsetsFollowTheStrides() {
    #expect(Shape.offsets(shape: [2, 2], strides: [1, 10]) == [0, 10, 1, 11])
    #expect(Shape.offsets(shape: [], strides: []) == [0])
    #expect(Shape.offsets(shape: [3, 0], strides: [1, 1]) == [])
    #expect(Shape.offsets(shape: [1 << 60, 0], strides: [0, 1]) == [])  // no list of 2^60 first
  }
}
