import CKernels

/// A function of each value that a product applies to its sums before it writes them.
public enum ActivationFunction: Sendable, Equatable {
  case identity
  /// min(max(v, low), high), nan stays nan; ReLU is 0...infinity.
  case clip(low: Float, high: Float)
  /// v < 0 ? slope · v : v
  case leaky(slope: Float)
  /// min(max(slope · v + offset, 0), 1), nan stays nan
  case hardSigmoid(slope: Float, offset: Float)
  /// v · min(max(v / 6 + 1/2, 0), 1), nan stays nan
  case hardSwish

  public static var relu: ActivationFunction { .clip(low: 0, high: .infinity) }

  /// The same for the kernels in C.
  package var kernel: dcs_activation {
    var kernel = dcs_activation(kind: DCS_IDENTITY, low: 0, high: 0, slope: 1, offset: 0)
    switch self {
    case .identity: break
    case .clip(let low, let high): (kernel.kind, kernel.low, kernel.high) = (DCS_CLIP, low, high)
    case .leaky(let slope): (kernel.kind, kernel.slope) = (DCS_LEAKY, slope)
    case .hardSigmoid(let slope, let offset):
      (kernel.kind, kernel.slope, kernel.offset) = (DCS_HARD_SIGMOID, slope, offset)
    case .hardSwish: (kernel.kind, kernel.slope, kernel.offset) = (DCS_HARD_SWISH, 1 / 6, 0.5)
    }
    return kernel
  }

  /// values[i] = f(values[i] + addend[i])
  package func finish(
    _ values: UnsafeMutablePointer<Float>, addend: UnsafePointer<Float>?, count: Int
  ) {
    guard self != .identity || addend != nil else { return }
    var kernel = kernel
    dcs_finish(&kernel, addend, values, count)
  }
}
