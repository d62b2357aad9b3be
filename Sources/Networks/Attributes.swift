import Tensors

/// Reading a layer's settings from a file or script, checked.
extension [String: Attribute] {
  func integer(
    _ name: String, of operation: String, in range: ClosedRange<Int>, default fallback: Int? = nil
  )
    throws(NetworkError) -> Int
  {
    guard let attribute = self[name] else {
      if let fallback { return fallback }
      throw .missingAttribute(operation: operation, name: name)
    }
    guard case .integers(let values) = attribute, values.count == 1 else {
      throw .badAttribute(operation: operation, name: name, reason: "must be one whole number")
    }
    guard range.contains(values[0]) else {
      throw .badAttribute(
        operation: operation, name: name,
        reason: "must be between \(range.lowerBound) and \(range.upperBound), not \(values[0])")
    }
    return values[0]
  }

  func number(
    _ name: String, of operation: String, in range: Range<Double>, default fallback: Double? = nil
  )
    throws(NetworkError) -> Double
  {
    guard let attribute = self[name] else {
      if let fallback { return fallback }
      throw .missingAttribute(operation: operation, name: name)
    }
    guard case .number(let value) = attribute, range.contains(value) else {
      throw .badAttribute(
        operation: operation, name: name,
        reason: "must be at least \(range.lowerBound) and below \(range.upperBound)")
    }
    return value
  }
}

/// The one input of a layer that takes one; shapes, or types of values.
func onlyInput<Input>(_ inputs: [Input], of operation: String) throws(NetworkError) -> Input {
  guard inputs.count == 1 else {
    throw .wrongInputCount(operation: operation, expected: 1, found: inputs.count)
  }
  return inputs[0]
}

/// The one input of a layer that takes floats of any shape.
func onlyFloats(_ inputs: [ValueType], of operation: String) throws(NetworkError) -> ValueType {
  let input = try onlyInput(inputs, of: operation)
  guard input.element == .float32 else {
    throw .wrongInput(operation: operation, expected: "floats", found: input)
  }
  return input
}

/// Shapes without the batch, for layers that take batches of floats: one batch for all inputs, and
/// no other open extent.
func exampleShapes(of inputs: [ValueType], for operation: String) throws(NetworkError) -> [[Int]] {
  var shapes: [[Int]] = []
  for input in inputs {
    guard input.element == .float32 else {
      throw .wrongInput(operation: operation, expected: "floats", found: input)
    }
    guard let shape = input.exampleShape else {
      throw .wrongInput(
        operation: operation, expected: "a batch in front of extents that are known", found: input)
    }
    guard input.extents.first == inputs[0].extents.first else {
      throw .wrongInput(
        operation: operation, expected: "inputs of one batch, here \(inputs[0])", found: input)
    }
    shapes.append(shape)
  }
  return shapes
}
