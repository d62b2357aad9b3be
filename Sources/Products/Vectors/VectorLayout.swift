import Tensors

/// A codebook matrix laid out for products with one vector.
package protocol VectorLayout: Sendable {
  /// The word for it that `bench` shows.
  static var form: String { get }

  var rows: Int { get }
  var bytes: Int { get }

  /// Batches from here on are quicker by tiles. Measured on Zen 5, 4096 rows.
  static var smallestTiledBatch: Int { get }

  /// Cuts the product into parts of about equal work: what `multiply` takes.
  func parts(_ count: Int) -> [Range<Int>]

  /// output[row] = bias[row] + sum for the rows of a part. SAFETY: `input` is aligned to 64 bytes
  /// and followed by `zerosBehind` zeros.
  func multiply(
    _ part: Range<Int>, by input: UnsafePointer<Float>, bias: [Float]?,
    into output: UnsafeMutablePointer<Float>)
}

extension VectorLayout {
  /// What the layout that reads farthest behind the last input needs.
  package static var zerosBehind: Int { 63 }

  /// Cuts 0..<offsets.count - 1 where equal shares of the work that `offsets` counts end.
  package static func equalParts(of offsets: [UInt32], count: Int) -> [Range<Int>] {
    let total = Int(offsets[offsets.count - 1])
    var bounds = [0]
    for part in 1..<max(1, count) {
      let goal = part * total / count
      var (low, high) = (bounds[bounds.count - 1], offsets.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if Int(offsets[middle]) < goal { low = middle + 1 } else { high = middle }
      }
      bounds.append(low)
    }
    bounds.append(offsets.count - 1)
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  /// The whole product in the calling thread.
  package func multiplied(by input: [Float], bias: [Float]?) -> [Float] {
    let padded = AlignedArray(input + [Float](repeating: 0, count: Self.zerosBehind))
    return [Float](unsafeUninitializedCapacity: rows) { target, count in
      count = rows
      guard let base = target.baseAddress else { return }
      for part in parts(1) { multiply(part, by: padded.base, bias: bias, into: base) }
    }
  }
}

/// Places of the sizes, smallest first; equal ones stay in order.
func placesBySize(_ sizes: [Int]) -> [Int] {
  sizes.indices.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
}
