import Language
import Memory

/// A shape as users write it: `zeros(2, 3)` or `zeros([2, 3])`.
struct TensorShape: ValueConvertible {
  let extents: [Int]

  /// Elements of the largest tensor that a command makes: 2 GB.
  static let elementLimit = 1 << 29

  static var typeDescription: String { "a shape such as 2, 3 or [2, 3]" }

  init(_ value: Value) throws {
    switch value {
    case .number: extents = [try Int(value)]
    case .list(let arguments):
      if arguments.count == 1, case .list = arguments[0] {
        extents = try [Int](arguments[0])
      } else {
        extents = try [Int](value)
      }
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { extents.asValue }

  /// The extents of a new tensor. Throws when one is negative or the tensor would be too large.
  func ofNewTensor() throws -> [Int] {
    guard extents.allSatisfy({ $0 >= 0 }) else {
      throw Diagnostic(.value, "a shape has no negative extents, but this is \(extents)")
    }
    _ = try Self.elementCount(extents)
    return extents
  }

  /// The extents with which `count` elements are read; one of them may be -1 and is what remains.
  func fitted(to count: Int) throws -> [Int] {
    guard extents.allSatisfy({ $0 >= -1 }), extents.count(where: { $0 == -1 }) <= 1 else {
      throw Diagnostic(
        .value, "a shape has at most one -1 and no other negative extents, but this is \(extents)")
    }
    let known = try Self.elementCount(extents.filter { $0 >= 0 })
    let rest = known == 0 ? 0 : count / known
    let fitted = extents.map { $0 == -1 ? rest : $0 }
    guard fitted.reduce(1, *) == count else {
      throw Diagnostic(.shape, "\(count) elements do not fill shape \(extents)")
    }
    return fitted
  }

  /// 0 when an extent is 0; the others must make sense even then.
  private static func elementCount(_ extents: [Int]) throws -> Int {
    var count = 1
    for extent in extents where extent > 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= elementLimit else {
        throw Diagnostic(
          .limit, "a tensor of shape \(extents) has more than \(elementLimit) elements")
      }
      count = product
    }
    try MemoryBudget.require(
      count * MemoryLayout<Float>.stride, for: "a tensor of shape \(extents)")
    return extents.contains(0) ? 0 : count
  }
}
