import Tensors

/// Examples as their files part them: what is missing is split off from the training examples.
package struct DataParts: Sendable {
  package var train: Examples
  package var valid: Examples?
  package var test: Examples?

  package init(train: Examples, valid: Examples? = nil, test: Examples? = nil) {
    (self.train, self.valid, self.test) = (train, valid, test)
  }
}

/// Shares of the training examples that are held out at random. The seed is its own, not that of
/// the session: another script that reads the same file must not test on what this one trained on.
package struct DataSplit: Sendable, Equatable {
  package let valid: Double
  package let test: Double
  package let seed: UInt64

  package init(valid: Double = 0.1, test: Double = 0.1, seed: UInt64 = 0) throws(DatasetError) {
    guard valid >= 0, test >= 0, valid + test < 1 else {
      throw .badShares(valid: valid, test: test)
    }
    (self.valid, self.test, self.seed) = (valid, test, seed)
  }

  /// Parts that are there stay as they are; the others take their share, rounded, of the shuffled
  /// training examples.
  package func dataset(name: String, _ parts: DataParts) throws(DatasetError) -> Dataset {
    let train = parts.train
    func size(_ share: Double, _ part: Examples?) -> Int {
      part == nil ? Int((share * Double(train.count)).rounded()) : 0
    }
    let (validCount, testCount) = (size(valid, parts.valid), size(test, parts.test))
    let kept = train.count - validCount - testCount
    guard kept > 0 else { throw .nothingToTrainOn(count: train.count) }
    var random = RandomSource(seed: seed)
    let order = kept < train.count ? random.permutation(train.count) : Array(0..<train.count)
    return Dataset(
      name: name, train: train[Array(order[..<kept])],
      valid: parts.valid ?? train[Array(order[kept..<kept + validCount])],
      test: parts.test ?? train[Array(order[(kept + validCount)...])])
  }
}
