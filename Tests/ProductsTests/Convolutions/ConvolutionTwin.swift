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
    let definition = Definition(self)
    var largest: Double = 0
    for image in 0..<batch {
      for place in 0..<outputSize {
        let (expected, magnitude) = definition.value(image, place)
        let difference = abs(Double(actual[image * (outputSize + gap) + place]) - expected)
        largest = max(largest, difference.isNaN ? .infinity : difference / magnitude)
      }
      let beside = actual[(image * (outputSize + gap) + outputSize)...].prefix(gap)
      if !beside.allSatisfy({ $0 == Self.untouched }) { return .infinity }
    }
    return largest
  }

  /// One value at a time, in Double.
  private struct Definition {
    let twin: ConvolutionTwin
    let windows: Windows
    let weights: [Double]
    let bias: [Double]?
    let input: [Double]
    let addend: [Double]

    init(_ twin: ConvolutionTwin) {
      (self.twin, windows) = (twin, twin.windows)
      (weights, bias) = (twin.weights.doubles, twin.bias?.map(Double.init))
      (input, addend) = (twin.input.doubles, twin.addend.doubles)
    }

    func value(_ image: Int, _ place: Int) -> (expected: Double, magnitude: Double) {
      let (row, window) = place.quotientAndRemainder(dividingBy: windows.pixels)
      let (y, x) = window.quotientAndRemainder(dividingBy: windows.outputWidth)
      let firstChannel = row / (twin.outputs / twin.groups) * windows.channels
      var sum = bias?[row] ?? 0
      if twin.hasAddend { sum += addend[image * twin.outputSize + place] }
      var magnitude = abs(sum) + 1e-3
      for tap in 0..<windows.depth {
        let (channel, rest) = tap.quotientAndRemainder(
          dividingBy: windows.kernelHeight * windows.kernelWidth)
        let (ky, kx) = rest.quotientAndRemainder(dividingBy: windows.kernelWidth)
        let entry = pixel(
          image, firstChannel + channel, y * twin.layout.stride[0] + ky * twin.layout.dilation[0],
          x * twin.layout.stride[1] + kx * twin.layout.dilation[1])
        sum += weights[row * windows.depth + tap] * entry
        magnitude += abs(weights[row * windows.depth + tap] * entry)
      }
      return (activated(sum), magnitude)
    }

    /// Rows and columns are counted from the padding's corner.
    private func pixel(_ image: Int, _ channel: Int, _ row: Int, _ column: Int) -> Double {
      let (y, x) = (row - twin.layout.padding[0], column - twin.layout.padding[1])
      guard 0..<twin.height ~= y, 0..<twin.width ~= x else { return 0 }
      return input[((image * twin.channels + channel) * twin.height + y) * twin.width + x]
    }

    private func activated(_ sum: Double) -> Double {
      switch twin.activation {
      case .identity: sum
      case .clip(let low, let high): min(max(sum, Double(low)), Double(high))
      case .leaky(let slope): sum < 0 ? Double(slope) * sum : sum
      case .hardSigmoid(let slope, let offset):
        min(max(Double(slope) * sum + Double(offset), 0), 1)
      case .hardSwish: sum * min(max(sum / 6 + 0.5, 0), 1)
      }
    }
  }
}
