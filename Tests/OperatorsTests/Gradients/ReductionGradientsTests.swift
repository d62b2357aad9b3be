import Operators
import Tensors
import Testing

struct ReductionGradientsTests {
  @Test(arguments: [
    "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2",
    "ReduceSumSquare", "ReduceLogSumExp",
  ])
  func rowsAlongAnyAxes(name: String) throws {
    try expectGradients(name, [waves([2, 3, 2])])
    try expectGradients(name, [waves([2, 3, 2]), integers([1])], ["keepdims": .integer(0)])
    try expectGradients(name, [waves([2, 3, 2]), integers([0, -1])])
  }

  @Test func logarithmsOfPositiveSums() throws {
    try expectGradients("ReduceLogSum", [floats([1, 2, 3, 0.5], [2, 2]), integers([1])])
  }

  @Test func thoseThatAreChosen() throws {
    try expectGradients("TopK", [waves([3, 4]), integers([2])], outputs: 2)
    try expectGradients("TopK", [waves([4, 3]), integers([1])], ["axis": .integer(0)], outputs: 2)
  }

  /// As torch.amax: equal ones share.
  @Test func equalOnesShare() throws {
    let found = try gradients("ReduceMax", [floats([4, 1, 4])])
    let wave = waves([1], 1.1, 0.2).tensor?.values[0] ?? 0
    #expect(found[0]?.values == [wave / 2, 0, wave / 2])
  }
}
