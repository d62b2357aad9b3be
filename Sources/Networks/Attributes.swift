/// Reading a layer's settings from a file or script, checked.
extension [String: Attribute] {
  func integer(_ name: String, of operation: String, in range: ClosedRange<Int>, default fallback: Int? = nil)
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

  func number(_ name: String, of operation: String, in range: Range<Double>, default fallback: Double? = nil)
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

/// The one input of a layer that takes one.
func onlyInput(_ shapes: [[Int]], of operation: String) throws(NetworkError) -> [Int] {
  guard shapes.count == 1 else { throw .wrongInputCount(operation: operation, expected: 1, found: shapes.count) }
  return shapes[0]
}
