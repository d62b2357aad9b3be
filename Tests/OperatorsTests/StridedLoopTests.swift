import Operators
import Tensors
import Testing

struct StridedLoopTests {
  /// Orders in which some dimensions stay neighbours, and such in which none do.
  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [1, 0, 3, 2]])
  func goesThroughEveryOrder(order: [Int]) throws {
    let shape = [2, 3, 1, 4]
    let result = try run("Transpose", [counted(shape)], ["perm": .integers(order)])[0]
    let strides = Shape.strides(of: shape)
    #expect(result.shape == order.map { shape[$0] })
    for place in 0..<24 {
      let indices = zip(result.shape, Shape.strides(of: result.shape)).map { place / $1 % $0 }
      let source = zip(order, indices).reduce(0) { $0 + strides[$1.0] * $1.1 }
      #expect(result.numbers[place] == Double(source))
    }
  }

  @Test(arguments: [[], [0], [3, 0], [0, 3], [1, 1]])
  func goesThroughScalarsAndNothing(shape: [Int]) throws {
    let tensor = counted(shape)
    #expect(try run("Transpose", [tensor])[0].shape == shape.reversed())
    #expect(try run("Add", [tensor, tensor])[0].shape == shape)
  }
}
