import Memory

/// What can be wrong with a network's description.
public enum NetworkError: Error, Equatable {
  case unknownOperation(String)
  case missingAttribute(operation: String, name: String)
  case badAttribute(operation: String, name: String, reason: String)
  case wrongInputCount(operation: String, expected: Int, found: Int)
  case wrongInputShape(operation: String, expected: String, found: [Int])
  case wrongInput(operation: String, expected: String, found: ValueType)
  case tooManyParameters(operation: String, count: Double)
  case memory(MemoryShortage)
  case wrongParameterCount(layer: String, expected: Int, found: Int)
  case wrongParameterShape(layer: String, expected: [Int], found: [Int])
  case duplicateName(String)
  case inputNotBefore(layer: String)
  /// Parameters of two layers whose names became the same although they are not one.
  case duplicateParameter(String)
  case noOutputs
  /// A layer cannot compute with what it reads, or at all.
  case cannotCompute(layer: String, reason: String)
  /// Operators that nothing computes, each once.
  case notComputed(operators: [String])
  /// Its values are no batches of examples.
  case takesNoExamples
  /// Something else than the network's inputs.
  case wrongInputs(expected: String, found: String)
  case unknownInput(layer: String, input: String, earlier: [String])
  case empty
}

extension NetworkError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownOperation(let name): "there is no layer called '\(name)'"
    case .missingAttribute(let operation, let name): "\(operation) needs '\(name)'"
    case .badAttribute(let operation, let name, let reason): "'\(name)' of \(operation) \(reason)"
    case .wrongInputCount(let operation, let expected, let found):
      "\(operation) takes \(expected) input\(expected == 1 ? "" : "s"), not \(found)"
    case .wrongInputShape(let operation, let expected, let found):
      "\(operation) takes \(expected), but its input has shape \(found)"
    case .wrongInput(let operation, let expected, let found):
      "\(operation) takes \(expected), but its input is \(found)"
    case .tooManyParameters(let operation, let count):
      "\(operation) would have \(count) parameters; at most 2^31 are possible"
    case .memory(let shortage): shortage.description
    case .wrongParameterCount(let layer, let expected, let found):
      "\(layer) has \(expected) parameter\(expected == 1 ? "" : "s"), not \(found)"
    case .wrongParameterShape(let layer, let expected, let found):
      "the weights of \(layer) have shape \(found), but the network has \(expected)"
    case .duplicateName(let name): "two layers are called '\(name)'"
    case .unknownInput(let layer, let input, let earlier):
      "layer '\(layer)' reads '\(input)', but before it there are only "
        + (earlier.suffix(8) + [Network.inputName]).joined(separator: ", ")
    case .inputNotBefore(let layer): "an input of layer '\(layer)' does not come before it"
    case .duplicateParameter(let name): "two layers have a parameter called '\(name)'"
    case .cannotCompute(let layer, let reason): "\(layer): \(reason)"
    case .notComputed(let operators):
      "dcs does not compute \(operators.joined(separator: ", "))"
    case .takesNoExamples:
      "the net does not go from one batch of examples to one row of numbers for each"
    case .wrongInputs(let expected, let found): "the net takes \(expected), not \(found)"
    case .noOutputs: "a network needs at least one output"
    case .empty: "a network needs at least one layer"
    }
  }
}
