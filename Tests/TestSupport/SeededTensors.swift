import Glibc
import Tensors

extension Tensor {
  /// Standard normal numbers that depend on the seed alone.
  public static func normal(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomSource(seed: seed)
    return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }

  /// Small whole numbers, -8...8: their sums and products are exact in floats, whatever the order.
  public static func wholeNumbers(_ shape: [Int], seed: UInt64) -> Tensor {
    var random = RandomSource(seed: seed)
    return Tensor(
      shape: shape, values: (0..<shape.reduce(1, *)).map { _ in Float(random.below(17) - 8) })
  }

  public var doubles: [Double] { values.map(Double.init) }
}

extension Mask {
  /// Each weight survives with the given probability.
  public static func random(_ shape: [Int], density: Float, seed: UInt64) -> Mask {
    var random = RandomSource(seed: seed)
    return Mask(
      shape: shape, isKept: (0..<shape.reduce(1, *)).map { _ in random.uniform() < density })
  }
}

extension Tensor {
  /// sin(step · i + shift) for i = 0, 1, ...: numbers that any other program can make as well.
  public static func sines(_ count: Int, step: Double, shift: Double = 0) -> [Float] {
    (0..<count).map { Float(sin(step * Double($0) + shift)) }
  }
}
