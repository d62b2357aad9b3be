import Glibc
import Tensors

/// Probabilities over the first dimension of each example, which is the only one for classifiers
/// and the channels for images: y[c] = exp(x[c]) / sum of exp(x). Training's loss has its own
/// softmax: this layer is for networks that are used.
public struct Softmax: BatchLayer, PlainLayer {
  public static let operation = "softmax"

  public init() {}

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard !shape.isEmpty else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "at least one dimension", found: shape)
    }
    return shape
  }

  public var storage: OutputStorage { .elementwise }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let (x, y) = (inputs[0].base, output.base)
    Self.forEachDistribution(of: output.shape) { places in
      // The largest is subtracted first: exp cannot overflow.
      let largest = places.reduce(-Float.infinity) { max($0, x[$1]) }
      var sum: Float = 0
      for place in places {
        y[place] = expf(x[place] - largest)
        sum += y[place]
      }
      for place in places { y[place] /= sum }
    }
  }

  /// dx = y · (dy - sum of dy · y)
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let y = activation.output.values
    var gradient = outputGradient
    Self.forEachDistribution(of: outputGradient.shape) { places in
      let mean = places.reduce(Float(0)) { $0 + outputGradient.values[$1] * y[$1] }
      for place in places {
        gradient.values[place] = y[place] * (outputGradient.values[place] - mean)
      }
    }
    return LayerGradient(inputs: [gradient])
  }

  /// The places of the values that sum to 1: [N, C, ...] has one such set for each example and
  /// pixel.
  private static func forEachDistribution(of batch: [Int], _ body: (StrideTo<Int>) -> Void) {
    let (classes, pixels) = (batch[1], batch[2...].reduce(1, *))
    for example in 0..<batch[0] {
      let start = example * classes * pixels
      for pixel in 0..<pixels {
        body(stride(from: start + pixel, to: start + classes * pixels, by: pixels))
      }
    }
  }
}
