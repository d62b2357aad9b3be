import Datasets
import Tensors
import Testing

struct DatasetTests {
  private let training = Examples(
    inputs: Tensor(shape: [6, 1], values: [0, 1, 2, 3, 4, 5]), labels: [0, 1, 2, 3, 4, 5])

  @Test func theLastTrainingExamplesAreHeldOut() throws {
    let data = try Dataset(name: "d", training: training, test: training[0..<1], validationCount: 2)
    #expect(data.train.labels == [0, 1, 2, 3])
    #expect(data.valid.labels == [4, 5])
    #expect(try data.valid.inputs(at: [0, 1]).values == [4, 5])
    #expect(data.test.labels == [0])
  }

  @Test func nothingNeedBeHeldOut() throws {
    let data = try Dataset(name: "d", training: training, test: training, validationCount: 0)
    #expect(data.train.count == 6 && data.valid.count == 0)
  }

  @Test(arguments: [-1, 6, 7, .max])
  func somethingMustBeLeftToTrainOn(count: Int) {
    #expect(throws: DatasetError.badValidationCount(count, available: 6)) {
      try Dataset(name: "d", training: training, test: training, validationCount: count)
    }
  }

  @Test func aLimitKeepsTheFirstExamplesOfEachPart() throws {
    let data = try Dataset(name: "d", training: training, test: training, validationCount: 2)
      .limited(to: 3)
    #expect(data.train.labels == [0, 1, 2])
    #expect(data.valid.labels == [4, 5])
    #expect(data.test.labels == [0, 1, 2])
  }
}
