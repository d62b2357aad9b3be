import Operators
import Tensors
import Testing

struct BroadcastGradientsTests {
  @Test(arguments: ["Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean"])
  func twoTensorsMeet(name: String) throws {
    try expectGradients(name, [waves([2, 3]), waves([2, 3], 0.4, 0.9)])
    try expectGradients(name, [waves([2, 1, 3]), waves([4, 1], 0.4, 0.9)])
    try expectGradients(name, [waves([2]), floats([0.6], [])])
  }

  @Test(arguments: ["Max", "Min", "Sum", "Mean"]) func anyNumberMeets(name: String) throws {
    try expectGradients(name, [waves([2, 3]), waves([3], 0.4), waves([1], 0.2, 0.1)])
  }

  /// Two equal largest ones get half each, as torch.maximum gives them.
  @Test func equalTermsShare() throws {
    let found = try gradients("Max", [floats([1, 2]), floats([1, 1])])
    let waves = waves([2], 1.1, 0.2).tensor?.values ?? []
    #expect(found[0]?.values == [waves[0] / 2, waves[1]])
    #expect(found[1]?.values == [waves[0] / 2, 0])
  }

  @Test func slopesLearn() throws {
    try expectGradients("PRelu", [waves([2, 3, 2]), waves([3, 1], 0.4)])
  }

  @Test func powersOfPositives() throws {
    try expectGradients("Pow", [floats([0.5, 1.5, 2.5]), floats([2, -1, 0.5])])
    try expectGradients("Pow", [waves([2, 3]), integers([3], [])])
  }

  /// 0² and (-1)²: no logarithm of them is taken, and nothing is NaN.
  @Test func powersOfOthers() throws {
    let found = try gradients("Pow", [floats([0, -1]), floats([2], [])])
    let waves = waves([2], 1.1, 0.2).tensor?.values ?? []
    #expect(found[0]?.values == [0, -2 * waves[1]] && found[1]?.values == [0])
  }
}
