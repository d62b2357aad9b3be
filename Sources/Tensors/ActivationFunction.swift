import CKernels

/// A function of each value that a product applies to its sums before it writes them.
public enum ActivationFunction: Sendable, Equatable {
  case identity
  /// min(max(v, low), high), nan stays nan; ReLU is 0...infinity.
  case clip(low: Float, high: Float)
  /// v < 0 ? slope · v : v
  case leaky(slope: Float)

  public static var relu: ActivationFunction { .clip(low: 0, high: .infinity) }

  /// The same for the kernels in C.
  package var kernel: dcs_activation {
    switch self {
    case .identity: dcs_activation(kind: DCS_IDENTITY, low: 0, high: 0, slope: 1)
    case .clip(let low, let high): dcs_activation(kind: DCS_CLIP, low: low, high: high, slope: 1)
    case .leaky(let slope): dcs_activation(kind: DCS_LEAKY, low: 0, high: 0, slope: slope)
    }
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
