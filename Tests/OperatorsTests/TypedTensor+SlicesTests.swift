import Operators
import Tensors
import Testing

struct TypedTensorSlicesTests {
  /// Indices that follow each other, and such that do not.
  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0, 1], [0], [1, 1], []] as [[Int64]])
  func slicesAreTakenAlongEveryAxis(indices: [Int64]) throws {
    for axis in 0..<3 {
      var shape = [3, 3, 3]
      let result = try run(
        "Gather", [counted(shape), integers(indices)], ["axis": .integer(axis)])[0]
      shape[axis] = indices.count
      #expect(result.shape == shape)
      for place in 0..<result.count {
        var places = zip(shape, Shape.strides(of: shape)).map { place / $1 % $0 }
        places[axis] = Int(indices[places[axis]])
        #expect(result.numbers[place] == Double(places[0] * 9 + places[1] * 3 + places[2]))
      }
    }
  }
}
