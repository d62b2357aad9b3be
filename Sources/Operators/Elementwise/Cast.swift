import Tensors

/// Cast and CastLike. Floats become whole numbers by truncation and keep within their range; whole
/// numbers lose their upper bits; what is not zero is true.
struct Cast: Operator {
  static var names: [String] { ["Cast", "CastLike"] }

  /// nil: that of the second input.
  private let type: ElementType?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    // These concern the small floats only.
    _ = try node.flag("saturate")
    _ = try node.text("round_mode")
    if node.operation == "CastLike" {
      type = nil
    } else {
      guard let type = try node.elementType("to") else { throw OperatorError("'to' is missing") }
      self.type = type
    }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let input = try inputs.required(0)
    guard let type else { return [input.cast(to: try inputs.required(1).type)] }
    return [input.cast(to: type)]
  }
}

extension TypedTensor {
  func cast(to type: ElementType) -> TypedTensor {
    guard type != self.type else { return self }
    return TypedTensor(shape: shape, bits(for: type).visit(Casting(target: type)))
  }

  /// Whole numbers beyond 63 bits keep their lower bits as other whole numbers do.
  private func bits(for type: ElementType) -> Elements {
    guard case .uint64(let values) = elements, !type.isFloat, type != .bool else { return elements }
    return .int64(values.map(Int64.init(bitPattern:)))
  }

  private struct Casting: ElementVisitor {
    let target: ElementType

    func visit<Source: TensorElement>(_ values: [Source]) -> Elements {
      switch target {
      case .float32: .float32(values.map { Float($0.number) })
      case .float64: .float64(values.map { $0.number })
      case .float16: .float16(values.map { Float16($0.number) })
      case .bool: .bool(values.map { $0.number != 0 })
      case .int8: .int8(whole(values))
      case .int16: .int16(whole(values))
      case .int32: .int32(whole(values))
      case .int64: .int64(whole(values))
      case .uint8: .uint8(whole(values))
      case .uint16: .uint16(whole(values))
      case .uint32: .uint32(whole(values))
      case .uint64: .uint64(whole(values))
      }
    }

    private func whole<Source: TensorElement, Whole: FixedWidthInteger>(_ values: [Source])
      -> [Whole]
    {
      Source.type.isFloat
        ? values.map { Whole(clamping: $0.wholeNumber) }
        : values.map { Whole(truncatingIfNeeded: $0.wholeNumber) }
    }
  }
}
