import Tensors

/// The planes of a batch [N, C, H, W], each of which pooling treats alone and any thread may take.
struct Planes: Sendable {
  let windows: Windows
  /// N · C
  let count: Int

  init(_ windows: Windows, batch: [Int]) {
    self.windows = windows
    count = batch[0] * batch[1]
  }

  private var size: Int { windows.height * windows.width }
  private var grain: Int { PoolingWindow.grain(planes: count, size: size) }

  /// `body` gets some planes of the input and of the output, and their number.
  func pool(
    _ input: TensorView, into output: MutableTensorView,
    _ body: @Sendable (Windows, UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    guard output.count > 0 else { return }
    Parallel.forEachRange(of: count, grain: grain) { range in
      body(
        windows, input.base + range.lowerBound * size,
        output.base + range.lowerBound * windows.pixels, range.count)
    }
  }

  /// `body` gets some planes: their numbers, the input, the output's gradient, and room for the
  /// input's gradient, which it fills.
  func spread(
    _ outputGradient: Tensor, input: Tensor,
    _ body:
      @Sendable (
        Windows, Range<Int>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
      ) -> Void
  ) -> Tensor {
    let values = [Float](unsafeUninitializedCapacity: input.count) { target, filled in
      filled = input.count
      guard let base = target.baseAddress, filled > 0 else { return }
      let target = SharedPointer(base)
      Parallel.forEachRange(of: count, grain: grain) { range in
        input.values.withUnsafeBufferPointer { x in
          outputGradient.values.withUnsafeBufferPointer { dy in
            guard let x = x.baseAddress, let dy = dy.baseAddress else { return }
            body(
              windows, range, x + range.lowerBound * size, dy + range.lowerBound * windows.pixels,
              target.base + range.lowerBound * size)
          }
        }
      }
    }
    return Tensor(shape: input.shape, values: values)
  }
}
