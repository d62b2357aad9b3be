import Memory
import Operators
import Tensors
import Testing

/// Axes and extents out of files and data, as operators see them.
struct AxesTests {
  @Test func negativeAxesCountFromBehind() throws {
    let matrix = counted([2, 3])
    for axis in [1, -1] {
      let sum = try run("ReduceSum", [matrix, integers([Int64(axis)])], ["keepdims": .integer(0)])
      #expect(sum == [floats([3, 12])])
    }
  }

  @Test(arguments: [2, -3, Int.max, Int.min])
  func axesBeyondTheRankAreRefused(axis: Int) {
    let message = OperatorError("axis \(axis) is beyond rank 2")
    #expect(throws: message) {
      try run("Gather", [counted([2, 3]), integers([0])], ["axis": .integer(axis)])
    }
    #expect(throws: message) {
      try run("ReduceSum", [counted([2, 3]), integers([Int64(axis)])])
    }
  }

  @Test func axesThatComeTwiceAreRefused() {
    #expect(throws: OperatorError("axis -1 comes twice")) {
      try run("ReduceSum", [counted([2, 3]), integers([1, -1])])
    }
  }

  /// 30 000 x 30 000 floats are 3.6 GB.
  @Test func memoryIsAskedForFirst() throws {
    MemoryBudget.$asked.withValue(MemoryBudget(bytes: 3_500_000_000)) {
      let error = #expect(throws: OperatorError.self) {
        try run("Expand", [floats([1]), integers([30_000, 30_000])])
      }
      #expect(error?.shortage?.needed == 3_600_000_000)
    }
  }

  /// Beside an extent of 0, too, where no product may overflow.
  @Test(arguments: [[1 << 31], [1 << 40, 1 << 40], [1 << 40, 0, 1 << 40], [.max, .max]])
  func moreElementsThanATensorMayHaveAreRefused(shape: [Int64]) {
    #expect(throws: OperatorError("shape \(shape) has more than 2147483647 elements")) {
      try run("ConstantOfShape", [integers(shape)])
    }
    #expect(throws: OperatorError.self) { try run("Expand", [floats([1]), integers(shape)]) }
  }

  /// Of no channels there are not as many groups or heads as a file asks for.
  @Test(
    arguments: [
      ("GroupNormalization", "num_groups", [[2, 0, 3], [0], [0]]),
      ("Conv", "group", [[2, 0, 3], [0, 0, 1]]),
      ("ConvTranspose", "group", [[2, 0, 3], [0, 1, 1]]),
      ("DeformConv", "group", [[2, 0, 3, 3], [0, 0, 1, 1], [2, 2, 3, 3]]),
      ("DeformConv", "offset_group", [[2, 0, 3, 3], [1, 0, 1, 1], [2, 0, 3, 3]]),
      ("RotaryEmbedding", "num_heads", [[2, 3, 0], [1, 1], [1, 1], [2, 3]]),
      ("Attention", "q_num_heads", [[2, 3, 0], [2, 3, 0], [2, 3, 0]]),
    ] as [(String, String, [[Int]])])
  func emptyExtentsMakeOnePart(name: String, attribute: String, shapes: [[Int]]) {
    for parts in [2, 1 << 31, .max] {
      let inputs = shapes.map { floats([Float](repeating: 0, count: $0.reduce(1, *)), $0) }
      let error = #expect(throws: OperatorError.self) {
        try run(name, inputs, [attribute: .integer(parts)])
      }
      #expect(error?.description.contains("\(parts)") == true)
    }
  }

  /// A million channels of no pixels beside as many neighbours each would be 10^12 sums of nothing.
  @Test func nothingIsNotAddedUp() throws {
    let channels = floats([], [1, 1 << 20, 0])
    #expect(try run("LRN", [channels], ["size": .integer(.max)]) == [channels])
  }

  /// A value of 2^30 rows of nothing asks as one of 2^30 elements does.
  @Test func extentsBesideNothingCount() {
    MemoryBudget.$asked.withValue(MemoryBudget(bytes: 3_500_000_000)) {
      let error = #expect(throws: OperatorError.self) {
        try run("ConstantOfShape", [integers([1 << 30, 0])])
      }
      #expect(error?.shortage?.needed == 1 << 32)
    }
  }

  @Test func negativeExtentsAreRefused() {
    #expect(throws: OperatorError("shape [2, -1] has a negative extent")) {
      try run("ConstantOfShape", [integers([2, -1])])
    }
  }

  @Test func shapesThatDoNotMeetAreRefused() {
    #expect(throws: OperatorError("shapes [[2], [3]] do not fit each other")) {
      try run("Add", [counted([2]), counted([3])])
    }
    #expect(throws: OperatorError.self) {
      try run("Add", [counted([70_000, 1]), counted([1, 70_000])])
    }
  }
}
