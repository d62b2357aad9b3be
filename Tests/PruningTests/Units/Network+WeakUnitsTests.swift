import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct NetworkWeakUnitsTests {
  /// Squares of rows 9 and 14, of columns 25 and 8 (second weights 3 2 / 4 2): 225 against 112. The
  /// longer row goes, because less is made of it.
  @Test func strengthIsTheProductOfBothSides() throws {
    let network = try UnitChains.small(
      first: [3, 0, 0, 1, 2, 3], firstBias: [0, 9], second: [3, 2, 4, 2])
    let narrow = try network.keepingStrongestUnits(["fc1": 1])
    #expect(narrow.parameter("fc1")?.weights.tensor.values == [3, 0, 0])
    #expect(narrow.parameter("fc2")?.weights.tensor.values == [3, 4])
  }

  /// ReLU (a x) / a = ReLU x: the function, and so the choice, does not depend on a > 0.
  @Test func theScaleBetweenTwoLayersDoesNotMatter() throws {
    let plain = try UnitChains.small(
      first: [3, 0, 0, 1, 2, 3], firstBias: [0, 9], second: [3, 2, 4, 2])
    let scaled = try UnitChains.small(
      first: [3, 0, 0, 8, 16, 24], firstBias: [0, 72], second: [3, 0.25, 4, 0.25])
    for network in [plain, scaled] {
      let kept = try network.keepingStrongestUnits(["fc1": 1])
      #expect(kept.parameter("fc1")?.bias?.values == [0])
    }
  }

  @Test func amongEqualsTheFirstStaysAndOrderIsKept() throws {
    let network = try UnitChains.small(
      first: [1, 0, 0, 0, 1, 0], firstBias: [7, 8], second: [1, 1, 1, 1])
    #expect(
      try network.keepingStrongestUnits(["fc1": 1]).parameter("fc1")?.bias?.values == [7])
    #expect(
      try network.keepingStrongestUnits(["fc1": 2]).parameter("fc1")?.bias?.values == [7, 8])
  }

  @Test(arguments: [0, 3, -1]) func onlyUnitsThatAreThereCanStay(count: Int) throws {
    let network = try UnitChains.small(
      first: [1, 0, 0, 0, 1, 0], firstBias: [0, 0], second: [1, 1, 1, 1])
    #expect(throws: PruningError.badUnitCount(layer: "fc1", count: count, units: 2)) {
      try network.keepingStrongestUnits(["fc1": count])
    }
  }
}
