import Products
import Tensors
import TestSupport
import Testing

/// One convolution and what it is fed, beside the definition in Double: what fast forms are tested
/// against.
struct ConvolutionTwin: CustomTestStringConvertible, Sendable {
  var batch = 1
  var channels = 1
  var outputs = 1
  var height = 5
  var width = 5
  var layout = WindowLayout(kernel: [1, 1])
  var groups = 1
  var activation: ActivationFunction = .identity
  var hasBias = true
  var hasAddend = false
  /// Floats between an output and the next one, of another product.
  var gap = 0

  var testDescription: String {
    "\(batch) x [\(channels), \(height), \(width)] -> \(outputs), groups \(groups), \(layout), "
      + "\(activation), bias \(hasBias), addend \(hasAddend), gap \(gap)"
  }

  var windows: Windows { Windows(over: [channels / groups, height, width], layout)! }
  var weights: Tensor { .normal([outputs, windows.depth], seed: 1) }
  var bias: [Float]? { hasBias ? Tensor.normal([outputs], seed: 2).values : nil }
  private var input: Tensor { .normal([batch, channels * height * width], seed: 3) }
  private var outputSize: Int { outputs * windows.pixels }
  private var addend: Tensor { .normal([batch, outputSize], seed: 4) }
  private static let untouched: Float = 12345

  /// [batch, outputSize] and the gaps, which nobody may write to.
  func run(_ product: any Product, threads: Int) -> [Float] {
    let stride = outputSize + gap
    var output = [Float](repeating: Self.untouched, count: batch * stride)
    let behind = [Float](repeating: .nan, count: ProductPass.readableBehind)
    let (source, addend) = (input.values + behind, addend.values + behind)
    let scratch = AlignedArray<Float>(
      count: product.scratchCount(batch: batch, threads: threads)
    ) {
      $0.update(
        repeating: .nan, count: product.scratchCount(batch: batch, threads: threads))
    }
    output.withUnsafeMutableBufferPointer { output in
      source.withUnsafeBufferPointer { source in
        addend.withUnsafeBufferPointer { addend in
          let pass = ProductPass(
            batch: batch, input: SharedReader(source.baseAddress!),
            inputStride: channels * height * width, output: SharedPointer(output.baseAddress!),
            outputStride: stride, addend: hasAddend ? SharedReader(addend.baseAddress!) : nil,
            addendStride: outputSize, scratch: SharedPointer(scratch.base), threads: threads)
          Parallel.$threads.withValue(threads) { product.run(pass) }
        }
      }
    }
    return output
  }

  /// The largest error of `actual`, as `run` gives it, relative to the sum of the magnitudes that
  /// were added; infinite when a gap was written to.
  func error(of actual: [Float]) -> Double {
    var largest: Double = 0
    for image in 0..<batch {
      for place in 0..<outputSize {
        let (expected, magnitude) = value(image, place)
        let difference = abs(Double(actual[image * (outputSize + gap) + place]) - expected)
        largest = max(largest, difference.isNaN ? .infinity : difference / magnitude)
      }
      let gap = actual[(image * (outputSize + gap) + outputSize)...].prefix(gap)
      if !gap.allSatisfy({ $0 == Self.untouched }) { return .infinity }
    }
    return largest
  }

  private func value(_ image: Int, _ place: Int) -> (expected: Double, magnitude: Double) {
    let windows = windows
    let (row, pixel) = place.quotientAndRemainder(dividingBy: windows.pixels)
    let (y, x) = pixel.quotientAndRemainder(dividingBy: windows.outputWidth)
    let group = row / (outputs / groups)
    var sum = Double(bias?[row] ?? 0)
    if hasAddend { sum += Double(addend.values[image * outputSize + place]) }
    var magnitude = abs(sum) + 1e-3
    for tap in 0..<windows.depth {
      let (channel, rest) = tap.quotientAndRemainder(
        dividingBy: windows.kernelHeight * windows.kernelWidth)
      let (ky, kx) = rest.quotientAndRemainder(dividingBy: windows.kernelWidth)
      let sy = y * layout.stride[0] + ky * layout.dilation[0] - layout.padding[0]
      let sx = x * layout.stride[1] + kx * layout.dilation[1] - layout.padding[1]
      guard 0..<height ~= sy, 0..<width ~= sx else { continue }
      let plane = image * channels + group * windows.channels + channel
      let product =
        Double(weights.values[row * windows.depth + tap])
        * Double(input.values[(plane * height + sy) * width + sx])
      sum += product
      magnitude += abs(product)
    }
    switch activation {
    case .identity: return (sum, magnitude)
    case .clip(let low, let high): return (min(max(sum, Double(low)), Double(high)), magnitude)
    case .leaky(let slope): return (sum < 0 ? Double(slope) * sum : sum, magnitude)
    }
  }
}
