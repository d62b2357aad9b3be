/// A codebook matrix laid out for products with one vector.
package protocol VectorLayout: Sendable {
  /// The word for it that `bench` shows.
  static var form: String { get }

  var rows: Int { get }
  var bytes: Int { get }

  /// Batches from here on are quicker by tiles. Measured on Zen 5, 4096 rows.
  var smallestTiledBatch: Int { get }

  /// The same, in memory of its own.
  func copied() -> Self

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
