import CKernels
import Glibc
import Tensors

/// The rule that turns a gradient into an update.
public enum Optimizer: Sendable, Equatable {
  /// Stochastic gradient descent with classical momentum (Polyak 1964); 0 is plain gradient
  /// descent.
  case sgd(momentum: Double)
  /// Kingma & Ba 2015.
  case adam(beta1: Double, beta2: Double, epsilon: Double)

  public static let adam = Optimizer.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)

  /// What the optimizer remembers of one parameter.
  public struct Memory: Sendable {
    fileprivate var first: [Float]
    fileprivate var second: [Float]

    /// Everything that is remembered; of plain descent the second is empty.
    var parts: [[Float]] { [first, second] }

    /// Precondition: two parts.
    init(parts: [[Float]]) { (first, second) = (parts[0], parts[1]) }

    /// Moves what is remembered of gradients, as a constraint moves gradients from here on.
    mutating func project(_ project: (inout [Float]) -> Void) { project(&first) }
  }

  public func memory(count: Int) -> Memory {
    let zeros = [Float](repeating: 0, count: count)
    switch self {
    case .sgd: return Memory(parts: [zeros, []])
    case .adam: return Memory(parts: [zeros, zeros])
    }
  }

  private static let grain = 1 << 15

  /// Updates one parameter in place. `step` counts from 1.
  public func update(
    _ values: inout [Float], gradient: [Float], memory: inout Memory, rate: Double, step: Int
  ) {
    precondition(values.count == gradient.count && values.count == memory.first.count)
    values.withUnsafeMutableBufferPointer { values in
      memory.first.withUnsafeMutableBufferPointer { first in
        memory.second.withUnsafeMutableBufferPointer { second in
          gradient.withUnsafeBufferPointer { gradient in
            guard let v = values.baseAddress, let f = first.baseAddress,
              let g = gradient.baseAddress
            else { return }
            apply(
              Pointers(v, f, second.baseAddress ?? f, g), count: values.count, rate: rate,
              step: step)
          }
        }
      }
    }
  }

  /// SAFETY: ranges handed to threads are disjoint.
  private struct Pointers: @unchecked Sendable {
    let (values, first, second):
      (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)
    let gradient: UnsafePointer<Float>

    init(
      _ values: UnsafeMutablePointer<Float>, _ first: UnsafeMutablePointer<Float>,
      _ second: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>
    ) {
      (self.values, self.first, self.second, self.gradient) = (values, first, second, gradient)
    }
  }

  private func apply(_ p: Pointers, count: Int, rate: Double, step: Int) {
    Parallel.forEachRange(of: count, grain: Self.grain) { range in
      let start = range.lowerBound
      switch self {
      case .sgd(let momentum):
        dcs_momentum_step(
          p.values + start, p.first + start, p.gradient + start, range.count, Float(rate),
          Float(momentum))
      case .adam(let beta1, let beta2, let epsilon):
        // m̂ / (sqrt(v̂) + ε) = c · m / (sqrt(v) + ε · sqrt(1 - β2^t)) with c = sqrt(1 - β2^t) / (1
        // - β1^t)
        let root = (1 - pow(beta2, Double(step))).squareRoot()
        dcs_adam_step(
          p.values + start, p.first + start, p.second + start, p.gradient + start, range.count,
          Float(rate * root / (1 - pow(beta1, Double(step)))), Float(beta1), Float(beta2),
          Float(epsilon * root))
      }
    }
  }
}
