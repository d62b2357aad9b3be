/// Training, validation and test examples. Tuning and early stopping look at `valid`; `test` is for
/// reporting.
public struct Dataset: Sendable {
  public let name: String
  public let train: Examples
  public let valid: Examples
  public let test: Examples
  /// MD5 of every file's unpacked content, by file name: reports quote them.
  public let checksums: [String: String]

  public init(
    name: String, train: Examples, valid: Examples, test: Examples,
    checksums: [String: String] = [:]
  ) {
    (self.name, self.train, self.valid, self.test, self.checksums) = (
      name, train, valid, test, checksums
    )
  }

  /// Holds out the last `validationCount` training examples.
  public init(
    name: String, training: Examples, test: Examples, validationCount: Int,
    checksums: [String: String] = [:]
  ) throws(DatasetError) {
    guard (0..<max(1, training.count)).contains(validationCount) else {
      throw .badValidationCount(validationCount, available: training.count)
    }
    let split = training.count - validationCount
    self.init(
      name: name, train: training[0..<split], valid: training[split..<training.count], test: test,
      checksums: checksums)
  }

  /// Labels of all parts run from 0 to this minus 1.
  public var classCount: Int { max(train.classCount, valid.classCount, test.classCount) }

  /// Of class 0, 1, and so on; none when nobody said them.
  public var classNames: [String] {
    [train, valid, test].map(\.classNames).first { !$0.isEmpty } ?? []
  }

  /// The first `count` examples of each part, or all of a part that has no more. Precondition:
  /// count >= 0.
  public func limited(to count: Int) -> Dataset {
    func first(_ examples: Examples) -> Examples { examples[0..<min(count, examples.count)] }
    return Dataset(
      name: name, train: first(train), valid: first(valid), test: first(test), checksums: checksums)
  }
}
