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

/// Refuses weights and biases of other shapes than a layer's settings ask for.
func requireShapes(_ weights: Weights, _ bias: Bias?, are shape: [Int], of layer: String)
  throws(NetworkError)
{
  guard weights.shape == shape else {
    throw .wrongParameterShape(layer: layer, expected: shape, found: weights.shape)
  }
  guard bias?.count ?? shape[0] == shape[0] else {
    throw .wrongParameterShape(layer: layer, expected: [shape[0]], found: [bias?.count ?? 0])
  }
}

/// The one input of a layer that takes one.
func onlyInput(_ shapes: [[Int]], of operation: String) throws(NetworkError) -> [Int] {
  guard shapes.count == 1 else {
    throw .wrongInputCount(operation: operation, expected: 1, found: shapes.count)
  }
  return shapes[0]
}
