import Glibc
import Tensors

/// Floats that the operators compute with: 32 or 64 bits. 16 bits go as 32 and come back.
protocol RealElement: TensorElement, BinaryFloatingPoint {
  static func exponential(_ x: Self) -> Self
  static func logarithm(_ x: Self) -> Self
  static func power(_ x: Self, _ exponent: Self) -> Self
  static func hyperbolicTangent(_ x: Self) -> Self
  /// output = a · b, or output += a · b, in the calling thread. SAFETY: rows of `output` are
  /// `stride` apart, all within its memory.
  static func multiply(
    _ a: MatrixFactor<Self>, _ b: MatrixFactor<Self>, into output: UnsafeMutablePointer<Self>,
    stride: Int, adding: Bool)
}

extension Float: RealElement {
  static func exponential(_ x: Float) -> Float { exp(x) }
  static func logarithm(_ x: Float) -> Float { log(x) }
  static func power(_ x: Float, _ exponent: Float) -> Float { pow(x, exponent) }
  static func hyperbolicTangent(_ x: Float) -> Float { tanh(x) }

  static func multiply(
    _ a: MatrixFactor<Float>, _ b: MatrixFactor<Float>, into output: UnsafeMutablePointer<Float>,
    stride: Int, adding: Bool
  ) {
    guard a.height == 1, a.columnStride == 1, b.isTransposed, b.stride == b.columns else {
      return MatrixMultiply.multiply(
        a.block, b.block, into: output, stride: stride, adding: adding)
    }
    // One vector: BLAS would copy the whole matrix before it multiplies.
    let vector = [Float](UnsafeBufferPointer(start: a.base, count: a.width))
    var result = [Float](repeating: 0, count: b.width)
    MatrixMultiply.denseLayer(
      b.base, rows: b.rows, columns: b.columns, vector, batch: 1, into: &result)
    for column in 0..<b.width {
      output[column] = adding ? output[column] + result[column] : result[column]
    }
  }
}

extension Double: RealElement {
  static func exponential(_ x: Double) -> Double { exp(x) }
  static func logarithm(_ x: Double) -> Double { log(x) }
  static func power(_ x: Double, _ exponent: Double) -> Double { pow(x, exponent) }
  static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

  static func multiply(
    _ a: MatrixFactor<Double>, _ b: MatrixFactor<Double>,
    into output: UnsafeMutablePointer<Double>, stride: Int, adding: Bool
  ) {
    for row in 0..<a.height {
      let sums = output + row * stride
      if !adding { sums.update(repeating: 0, count: b.width) }
      for k in 0..<a.width {
        let factor = a.base[row * a.rowStride + k * a.columnStride]
        let terms = b.base + k * b.rowStride
        for column in 0..<b.width { sums[column] += factor * terms[column * b.columnStride] }
      }
    }
  }
}
