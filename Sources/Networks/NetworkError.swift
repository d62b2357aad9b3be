/// What can be wrong with a network's description.
public enum NetworkError: Error, Equatable {
  case unknownOperation(String)
  case missingAttribute(operation: String, name: String)
  case badAttribute(operation: String, name: String, reason: String)
  case wrongInputCount(operation: String, expected: Int, found: Int)
  case wrongInputShape(operation: String, expected: String, found: [Int])
  case wrongParameterShape(layer: String, expected: [Int], found: [Int])
  case duplicateName(String)
  case inputNotBefore(layer: String)
  case empty
}
