import Language
import Tensors

/// A tensor in one line: its range, mean and spread, how many zeros, and its distribution as a row
/// of blocks. One pass for the sums, one for the blocks.
struct TensorStatistics {
  let smallest: Double
  let largest: Double
  let mean: Double
  /// Of all elements, divided by their number.
  let deviation: Double
  let zeros: Int
  /// How many elements lie in each of the equal intervals from the smallest to the largest; zeros
  /// are left out when they are more than a tenth: pruned weights would hide all others.
  let histogram: [Int]

  static let intervals = 24
  /// Fewer elements stand there to be read.
  static let fewest = 9

  /// nil for tensors that are read at a glance, and for those with elements that are no numbers.
  init?(_ tensor: Tensor) {
    guard tensor.count >= Self.fewest else { return nil }
    let values = tensor.values
    var (low, high, sum, zeros) = (Float.infinity, -Float.infinity, 0.0, 0)
    for value in values {
      guard value.isFinite else { return nil }
      low = min(low, value)
      high = max(high, value)
      sum += Double(value)
      if value == 0 { zeros += 1 }
    }
    (smallest, largest, mean) = (Double(low), Double(high), sum / Double(tensor.count))
    self.zeros = zeros
    let skipsZeros = 10 * zeros > tensor.count
    let scale = high > low ? Double(Self.intervals) / (Double(high) - Double(low)) : 0
    var counts = [Int](repeating: 0, count: Self.intervals)
    var squares = 0.0
    for value in values {
      let distance = Double(value) - mean
      squares += distance * distance
      if value == 0, skipsZeros { continue }
      counts[min(Int((Double(value) - smallest) * scale), Self.intervals - 1)] += 1
    }
    deviation = (squares / Double(tensor.count)).squareRoot()
    histogram = high > low ? counts : []
  }

  /// "-0.081 to 0.079, mean 0.0002, std 0.031, 92% zeros ▁▂▅█▇▃▁".
  func text(count: Int) -> String {
    func brief(_ value: Double) -> String { Value.number(value).brief(significantDigits: 3) }
    var facts = [
      "\(brief(smallest)) to \(brief(largest))", "mean \(brief(mean))", "std \(brief(deviation))",
    ]
    if zeros > 0 { facts.append("\(brief(100 * Double(zeros) / Double(count)))% zeros") }
    return facts.joined(separator: ", ") + (histogram.isEmpty ? "" : "  " + Self.blocks(histogram))
  }

  /// Heights in eighths of the highest; what is not empty has one at least.
  static func blocks(_ counts: [Int]) -> String {
    let blocks = Array("▁▂▃▄▅▆▇█")
    guard let most = counts.max(), most > 0 else { return "" }
    return String(
      counts.map { count in
        count == 0 ? " " : blocks[min(7, (8 * count - 1) / most)]
      })
  }
}
