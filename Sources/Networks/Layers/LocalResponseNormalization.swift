import CKernels
import Tensors

/// Local response normalization across channels (Krizhevsky et al. 2012, section 3.3), as Caffe
/// computes it: y[c] = x[c] / s[c]^beta with s[c] = k + alpha / n · (sum of x[d]² over the n
/// channels around c). (The 2012 paper does not divide alpha by n.) x, y: [N, C, H, W]
public struct LocalResponseNormalization: BatchLayer {
  public static let operation = "lrn"

  /// n, odd.
  public let size: Int
  public let alpha: Double
  public let beta: Double
  /// k
  public let base: Double

  public init(size: Int = 5, alpha: Double = 1e-4, beta: Double = 0.75, base: Double = 1) {
    precondition(size > 0 && size % 2 == 1)
    (self.size, self.alpha, self.beta, self.base) = (size, alpha, beta, base)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    let name = Self.operation
    size = try attributes.integer("size", of: name, in: 1...(1 << 16) - 1, default: 5)
    // k > 0 and alpha >= 0 keep s above zero.
    alpha = try attributes.number("alpha", of: name, in: 0..<1e6, default: 1e-4)
    beta = try attributes.number("beta", of: name, in: 0..<100, default: 0.75)
    base = try attributes.number("k", of: name, in: 1e-6..<1e6, default: 1)
    guard size % 2 == 1 else {
      throw .badAttribute(operation: name, name: "size", reason: "must be odd, not \(size)")
    }
    _ = try outputs(for: inputs)
  }

  public var attributes: [String: Attribute] {
    ["size": .integers([size]), "alpha": .number(alpha), "beta": .number(beta), "k": .number(base)]
  }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape.count == 3 else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "images [channels, height, width]", found: shape)
    }
    return shape
  }

  public func compute(_ inputs: [TensorView], into output: MutableTensorView) {
    let (x, y, size) = (inputs[0].reader, output.pointer, output.shape[1...].reduce(1, *))
    let (response, level) = (response(of: output.shape), ProcessorLevel.current.kernel)
    let channels = output.shape[1]
    let pieces = max(1, min(channels, size / Self.pieceSize))
    Parallel.forEach(output.shape[0] * pieces) { part in
      let (image, piece) = part.quotientAndRemainder(dividingBy: pieces)
      var response = response
      dcs_local_response_output(
        level, &response, x.base + image * size, y.base + image * size,
        piece * channels / pieces, (piece + 1) * channels / pieces)
    }
  }

  /// Numbers of some channels of an image, about as many as are worth a thread's while.
  private static let pieceSize = 1 << 14

  /// The memory is s.
  public func forwardForTraining(_ inputs: [Tensor], random: inout RandomSource) -> Activation {
    let (output, scale) = normalized(inputs[0])
    return Activation(output: output, memory: scale)
  }

  private func response(of batch: [Int]) -> dcs_response {
    dcs_response(
      channels: batch[1], pixels: batch[2] * batch[3], reach: size / 2,
      factor: Float(alpha / Double(size)), beta: Float(beta), base: Float(base))
  }

  private func normalized(_ input: Tensor) -> (output: Tensor, scale: Tensor) {
    let response = response(of: input.shape)
    var (output, scale) = (Tensor(zeros: input.shape), Tensor(zeros: input.shape))
    output.values.withUnsafeMutableBufferPointer { outputs in
      scale.values.withUnsafeMutableBufferPointer { scales in
        guard let y = outputs.baseAddress.map({ SharedPointer($0) }),
          let s = scales.baseAddress.map({ SharedPointer($0) })
        else { return }
        Self.forEachImage(of: input) { x, place, size in
          var (response, scratch) = (response, [Float](repeating: 0, count: size))
          dcs_local_response(&response, x, y.base + place, s.base + place, &scratch)
        }
      }
    }
    return (output, scale)
  }

  /// dx[c] = dy[c] s[c]^-beta - 2 alpha beta / n · x[c] · (sum of dy[d] y[d] / s[d] over the
  /// channels around c).
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    guard wantsInputGradient else { return LayerGradient(inputs: []) }
    let scale = (activation.memory ?? normalized(inputs[0]).scale).values
    let (response, dy) = (response(of: inputs[0].shape), outputGradient.values)
    var gradient = Tensor(zeros: inputs[0].shape)
    gradient.values.withUnsafeMutableBufferPointer { target in
      guard let dx = target.baseAddress.map({ SharedPointer($0) }) else { return }
      Self.forEachImage(of: inputs[0]) { x, place, size in
        var (response, scratch) = (response, [Float](repeating: 0, count: size))
        var sums = scratch
        scale.withUnsafeBufferPointer { s in
          dy.withUnsafeBufferPointer { dy in
            guard let s = s.baseAddress, let dy = dy.baseAddress else { return }
            dcs_local_response_backward(
              &response, x, s + place, dy + place, dx.base + place, &scratch, &sums)
          }
        }
      }
    }
    return LayerGradient(inputs: [gradient])
  }

  /// `body` gets an image, where it begins in the batch, and its size.
  private static func forEachImage(
    of batch: Tensor, _ body: @Sendable (UnsafePointer<Float>, Int, Int) -> Void
  ) {
    let size = batch.shape[1...].reduce(1, *)
    Parallel.forEach(batch.shape[0]) { image in
      batch.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        body(base + image * size, image * size, size)
      }
    }
  }
}
