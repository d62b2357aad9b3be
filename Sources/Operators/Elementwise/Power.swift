import Glibc
import Tensors

/// Pow: base and exponent may be of different types; the base's is the result's.
struct Power: Operator {
  static var names: [String] { ["Pow"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let (base, exponent) = (try Inputs(inputs).required(0), try Inputs(inputs).required(1))
    guard exponent.type != .bool else { throw OperatorError("takes numbers, not bool") }
    let broadcast = try Broadcast([base.shape, exponent.shape])
    return [try base.elements.visit(Raising(exponent: exponent, broadcast: broadcast))]
  }

  private struct Raising: NumberVisitor {
    let exponent: TypedTensor
    let broadcast: Broadcast

    func visit<Element: NumberElement>(_ base: [Element]) throws(OperatorError) -> TypedTensor {
      if let whole = wholeExponents {
        return broadcast.combine(base, whole) { Element.power($0, Int($1)) }
      }
      return broadcast.combine(base, exponent.numbers) {
        Element(number: pow($0.number, $1))
      }
    }

    /// Whole numbers are raised exactly; most networks only square.
    private var wholeExponents: [Int64]? {
      if let integers = exponent.integers { return integers.map(Int64.init) }
      return exponent.count == 1 && exponent.numbers[0] == 2 ? [2] : nil
    }
  }
}
