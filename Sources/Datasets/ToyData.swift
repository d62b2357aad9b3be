import Tensors

/// Four clouds of points in the plane, one a class: small enough for examples and tests, and never
/// missing.
public enum ToyData {
  /// 400 training examples (80 of them held out for validation) and 100 test examples, always the
  /// same.
  public static func dataset() -> Dataset {
    var random = RandomSource(seed: 4)
    let train = examples(320, &random)
    let valid = examples(80, &random)
    return Dataset(name: "toy", train: train, valid: valid, test: examples(100, &random))
  }

  /// Class c is normal around the corner ((c & 1), (c >> 1)) of the unit square, with standard
  /// deviation 0.2.
  private static func examples(_ count: Int, _ random: inout RandomSource) -> Examples {
    let labels = (0..<count).map { Int32($0 % 4) }
    var points = Tensor(zeros: [count, 2])
    for (row, label) in labels.enumerated() {
      points.values[2 * row] = Float(label & 1) + 0.2 * random.normal()
      points.values[2 * row + 1] = Float(label >> 1) + 0.2 * random.normal()
    }
    return Examples(inputs: points, labels: labels)
  }
}
