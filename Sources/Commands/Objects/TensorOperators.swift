import Glibc
import Language
import Tensors

/// The operators on tensors: element by element with broadcasting; comparisons give ones and zeros.
enum TensorOperators {
  private static let elementwise: [BinaryOperator: @Sendable (Float, Float) -> Float] = [
    .add: { $0 + $1 },
    .subtract: { $0 - $1 },
    .multiply: { $0 * $1 },
    .divide: { $0 / $1 },
    .power: { powf($0, $1) },
    .less: { $0 < $1 ? 1 : 0 },
    .lessOrEqual: { $0 <= $1 ? 1 : 0 },
    .greater: { $0 > $1 ? 1 : 0 },
    .greaterOrEqual: { $0 >= $1 ? 1 : 0 },
  ]

  static func takesPart(_ operation: BinaryOperator) -> Bool {
    operation == .matrixProduct || elementwise[operation] != nil
  }

  /// A few characters must not ask for terabytes.
  static func checkSize(_ operation: BinaryOperator, _ left: [Int], _ right: [Int]) throws {
    if operation == .matrixProduct {
      guard left.count == 2, right.count == 2 else { return }
      _ = try TensorShape([left[0], right[1]].asValue).ofNewTensor()
    } else if takesPart(operation), let shape = Shape.broadcast(left, right) {
      _ = try TensorShape(shape.asValue).ofNewTensor()
    }
  }

  /// nil when the shapes do not fit, or the operator is none of a tensor's.
  static func apply(_ operation: BinaryOperator, _ left: Tensor, _ right: Tensor) -> Tensor? {
    if operation == .matrixProduct { return left.matrixProduct(right) }
    return elementwise[operation].flatMap { left.combined(with: right, $0) }
  }
}
