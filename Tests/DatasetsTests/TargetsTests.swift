import Datasets
import Tensors
import Testing

struct TargetsTests {
  @Test func wholeNumbersFromZeroAreClasses() {
    #expect(Targets.classes(Tensor(shape: [3], values: [0, 2, 1])) == [0, 2, 1])
    #expect(Targets.classes(Tensor(shape: [2, 1], values: [1, 0])) == [1, 0])
    for values: [Float] in [[0, 0.5], [-1, 0], [1e7, 0], [.nan, 0]] {
      #expect(Targets.classes(Tensor(shape: [2], values: values)) == nil)
    }
    #expect(Targets.classes(Tensor(shape: [1, 2], values: [0, 1])) == nil)
  }

  @Test func rowsWithOneOneAreOneHot() {
    #expect(Targets.isOneHot(Tensor(shape: [2, 3], values: [0, 1, 0, 1, 0, 0])))
    #expect(!Targets.isOneHot(Tensor(shape: [2, 2], values: [0, 1, 1, 1])))
    #expect(!Targets.isOneHot(Tensor(shape: [2, 2], values: [0, 1, 0.5, 0.5])))
    #expect(!Targets.isOneHot(Tensor(shape: [2, 1], values: [1, 1])))
  }

  /// Subsets take their targets along.
  @Test func targetsGoWithTheirExamples() {
    let examples = Examples(
      inputs: Tensor(shape: [3, 1], values: [0, 1, 2]),
      targets: Tensor(shape: [3, 2], values: [0, 1, 10, 11, 20, 21]))
    #expect(examples.targetShape == [2] && examples.classCount == 0)
    #expect(examples[[2, 0]].targets(at: [1, 0])?.values == [0, 1, 20, 21])
    let classes = Examples(inputs: Tensor(zeros: [1, 1]), labels: [0])
    #expect(classes.targets(at: [0]) == nil && classes.classCount == 1)
  }
}
