import Tensors

/// BitCast: the same bytes as elements of another type of the same width.
struct BitCast: Operator {
  static var names: [String] { ["BitCast"] }

  private let type: ElementType

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let type = try node.elementType("to") else { throw OperatorError("'to' is missing") }
    self.type = type
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard input.type.bytes == type.bytes else {
      throw OperatorError("\(input.type) and \(type) have different widths")
    }
    let elements = input.elements.visit(Bits(target: type))
    return [TypedTensor(shape: input.shape, elements)]
  }

  private struct Bits: ElementVisitor {
    let target: ElementType

    func visit<Source: TensorElement>(_ values: [Source]) -> TypedTensor.Elements {
      target.none.visit(Reading(values: values))
    }
  }

  private struct Reading<Source: TensorElement>: ElementVisitor {
    let values: [Source]

    /// Bytes other than 0 and 1 are no Booleans: what is not zero is true.
    func visit<Target: TensorElement>(_ target: [Target]) -> TypedTensor.Elements {
      values.withUnsafeBytes { bytes in
        guard Target.type != .bool else { return .bool(bytes.map { $0 != 0 }) }
        return Target.elements(
          values.indices.map {
            bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Target>.stride, as: Target.self)
          })
      }
    }
  }
}
