import Datasets
import Networks
import Tensors

/// Examples of one forward pass.
public enum ExamplePass {
  /// At most: enough for fast products.
  public static let largestSize = 500
  /// Values that a layer may give in one pass: a few of them are held at a time.
  private static let largestOutput = 1 << 25

  /// Fewer examples for networks of large images.
  public static func size(for predictor: any Predictor) -> Int {
    max(1, min(largestSize, largestOutput / predictor.largestValueCount))
  }
}

extension Predictor {
  /// The inputs of all examples in passes of one size, and where they stand; of `copies` of each
  /// example in one pass the size is a part. `monitor` is told of the examples after every pass.
  /// Throws, too, when examples cannot be read.
  public func forEachPass(
    over examples: Examples, copies: Int = 1, monitor: WorkMonitor<WorkDone> = .none,
    _ body: (_ inputs: Tensor, _ positions: Range<Int>) throws -> Void
  ) throws {
    let size = max(1, ExamplePass.size(for: self) / copies)
    for start in stride(from: 0, to: examples.count, by: size) {
      let positions = start..<min(start + size, examples.count)
      try body(try examples.inputs(at: positions), positions)
      try monitor.tell(WorkDone(positions.upperBound, of: examples.count))
    }
  }
}
