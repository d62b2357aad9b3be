import CKernels
import Tensors

/// The channels of a batch [N, C, ...]: sums over each, and combinations by factors a channel. A
/// channel is one thread's, summed in one order, so that the number of threads does not matter.
struct ChannelBatch: Sendable {
  private let shape: [Int]
  private let extents: dcs_channels

  init(_ shape: [Int]) {
    self.shape = shape
    extents = dcs_channels(
      batch: shape[0], channels: shape[1], pixels: shape[2...].reduce(1, *))
  }

  /// Values of one channel.
  var count: Double { Double(extents.batch * extents.pixels) }

  /// Values of one task: enough for a thread to be worth its start.
  private static let grain = 1 << 15

  /// Σ x of each channel.
  func sums(_ x: Tensor) -> [Double] {
    summed { extents, sums, range in
      var extents = extents
      dcs_channel_sums(&extents, x.values, sums, range.lowerBound, range.upperBound)
    }
  }

  /// Σ (x - x̄) (y - ȳ) of each channel, for one x̄ and ȳ a channel.
  func products(_ x: Tensor, around xOrigin: [Float], _ y: Tensor, around yOrigin: [Float])
    -> [Double]
  {
    summed { extents, sums, range in
      var extents = extents
      dcs_channel_products(
        &extents, x.values, xOrigin, y.values, yOrigin, sums, range.lowerBound, range.upperBound)
    }
  }

  private func summed(
    _ body: @Sendable (dcs_channels, UnsafeMutablePointer<Double>, Range<Int>) -> Void
  ) -> [Double] {
    let extents = extents
    let grain = max(1, Self.grain / max(1, extents.batch * extents.pixels))
    return [Double](unsafeUninitializedCapacity: extents.channels) { target, filled in
      filled = extents.channels
      guard let base = target.baseAddress else { return }
      base.initialize(repeating: 0, count: extents.channels)
      let sums = SharedPointer(base)
      Parallel.forEachRange(of: extents.channels, grain: grain) { body(extents, sums.base, $0) }
    }
  }

  /// factor[c] (x - origin[c]) + yFactor[c] y + constant[c]
  func combination(
    _ x: Tensor, factor: [Float], origin: [Float], _ y: Tensor, factor yFactor: [Float],
    constant: [Float]
  ) -> Tensor {
    Tensor(shape: shape) { output in
      Tensor.withViews(of: [x, y]) {
        combine(
          $0[0], factor: factor, origin: origin, $0[1], factor: yFactor, constant: constant,
          into: output)
      }
    }
  }

  /// The same in memory of the caller, which may be that of x or y.
  func combine(
    _ x: TensorView, factor: [Float], origin: [Float], _ y: TensorView, factor yFactor: [Float],
    constant: [Float], into output: MutableTensorView
  ) {
    let extents = extents
    let grain = max(1, Self.grain / max(1, extents.channels * extents.pixels))
    Parallel.forEachRange(of: extents.batch, grain: grain) { range in
      var extents = extents
      dcs_channel_combination(
        &extents, x.base, factor, origin, y.base, yFactor, constant, output.base,
        range.lowerBound, range.upperBound)
    }
  }
}
