import Datasets
import Tensors
import Testing

struct DataSplitTests {
  private func examples(_ count: Int) -> Examples {
    Examples(
      inputs: Tensor(shape: [count, 1], values: (0..<count).map { Float($0) }),
      labels: (0..<count).map { Int32($0) }, classNames: (0..<count).map { "c\($0)" })
  }

  @Test func sharesAreRoundedAndNothingIsLost() throws {
    let data = try DataSplit(valid: 0.1, test: 0.25)
      .dataset(name: "d", DataParts(train: examples(14)))
    #expect(data.train.count == 9 && data.valid.count == 1 && data.test.count == 4)
    #expect(
      Set(data.train.labels + data.valid.labels + data.test.labels) == Set((0..<14).map { $0 }))
    #expect(data.test.classNames.count == 14)
  }

  @Test func theSeedChoosesAndNothingElse() throws {
    func test(seed: UInt64) throws -> [Int32] {
      try DataSplit(seed: seed).dataset(name: "d", DataParts(train: examples(50))).test.labels
    }
    #expect(try test(seed: 0) == test(seed: 0))
    #expect(try test(seed: 0) != test(seed: 1))
  }

  @Test func partsThatAreThereStay() throws {
    let data = try DataSplit().dataset(
      name: "d", DataParts(train: examples(20), valid: examples(3), test: examples(0)))
    #expect(data.valid.labels == [0, 1, 2] && data.test.count == 0)
    #expect(data.train.labels == (0..<20).map { $0 })
  }

  @Test(arguments: [(-0.1, 0.1), (0.5, 0.5), (0, 1), (.nan, 0)])
  func badSharesAreRefused(valid: Double, test: Double) {
    #expect { try DataSplit(valid: valid, test: test) } throws: { error in
      if case DatasetError.badShares = error { true } else { false }
    }
  }

  @Test func somethingMustBeLeftToTrainOn() throws {
    let split = try DataSplit(valid: 0.45, test: 0.45)
    #expect(throws: DatasetError.nothingToTrainOn(count: 2)) {
      try split.dataset(name: "d", DataParts(train: examples(2)))
    }
  }
}
