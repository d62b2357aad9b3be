import Datasets
import Tensors

/// Ten digits of seven segments in 8 x 8 pixels under noise: a study of seconds.
enum SyntheticDigits {
  /// Segments a to g of each digit: top, upper right, lower right, bottom, lower left, upper left,
  /// middle.
  private static let segments = [
    "abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg",
  ]

  static func dataset(train: Int, test: Int = 500, seed: UInt64 = 1) -> Dataset {
    var random = RandomSource(seed: seed)
    return Dataset(
      name: "digits", train: examples(train, &random), valid: examples(200, &random),
      test: examples(test, &random))
  }

  private static func examples(_ count: Int, _ random: inout RandomSource) -> Examples {
    let labels = (0..<count).map { Int32($0 % 10) }
    var values: [Float] = []
    for label in labels {
      for row in 0..<8 {
        for column in 0..<8 {
          let isLit = segments[Int(label)].contains { isOn($0, row, column) }
          values.append((isLit ? 1 : 0) + 0.3 * random.normal())
        }
      }
    }
    return Examples(inputs: Tensor(shape: [count, 64], values: values), labels: labels)
  }

  private static func isOn(_ segment: Character, _ row: Int, _ column: Int) -> Bool {
    switch segment {
    case "a": row == 1 && (2...5).contains(column)
    case "b": column == 5 && (1...3).contains(row)
    case "c": column == 5 && (3...6).contains(row)
    case "d": row == 6 && (2...5).contains(column)
    case "e": column == 2 && (3...6).contains(row)
    case "f": column == 2 && (1...3).contains(row)
    default: row == 3 && (2...5).contains(column)
    }
  }
}
