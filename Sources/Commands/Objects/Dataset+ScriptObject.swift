import Datasets
import Language
import Tensors

extension Dataset: ScriptObject {
  public var typeName: String { "data" }
  public var typeNameWithArticle: String { typeName }

  public var summary: String {
    "data \(name): \(train.count) training, \(valid.count) validation, "
      + "\(test.count) test examples of shape "
      + "\(train.shape.map(String.init).joined(separator: "x")), \(train.answers)"
  }

  public var display: Displayed { .text(ClassNamesText.appended(to: summary, classNames)) }

  public var fieldNames: [String] { ["train", "valid", "test", "name", "classes", "names"] }

  public func field(_ name: String) -> Value? {
    switch name {
    case "train": .object(train)
    case "valid": .object(valid)
    case "test": .object(test)
    case "name": .string(self.name)
    case "classes": .number(Double(classCount))
    case "names": ClassNamesText.value(classNames)
    default: nil
    }
  }
}

/// Names of classes as scripts and people see them.
private enum ClassNamesText {
  /// none where nobody named the classes.
  static func value(_ names: [String]) -> Value {
    names.isEmpty ? .none : .list(names.map { .string($0) })
  }

  static func appended(to summary: String, _ names: [String]) -> String {
    names.isEmpty ? summary : summary + ": " + ClassNames.text(names.map(\.printable))
  }
}

extension Dataset: ValueConvertible {
  public static var typeDescription: String { "data" }

  public init(_ value: Value) throws {
    switch value {
    case .object(let dataset as Dataset): self = dataset
    case .object(is Examples):
      throw Diagnostic(
        .type, "expected data, got examples",
        hint: "give the whole data, without .train, .valid or .test")
    default: throw Diagnostic.expected("data such as data(\"mnist\")", got: value)
    }
  }

  public var asValue: Value { .object(self) }
}

extension Examples: ScriptObject {
  public var typeName: String { "examples" }
  public var typeNameWithArticle: String { typeName }

  public var summary: String {
    """
    \(count) examples of shape \(shape.map(String.init).joined(separator: "x")), \(answers)
    """
  }

  /// "10 classes", "targets of shape 2x3".
  fileprivate var answers: String {
    guard let targetShape else { return "\(classCount) classes" }
    return targetShape.isEmpty
      ? "a target each" : "targets of shape " + targetShape.map(String.init).joined(separator: "x")
  }

  public var display: Displayed { .text(ClassNamesText.appended(to: summary, classNames)) }

  public var facts: ObjectFacts { ObjectFacts(shape: [count] + shape) }
  public var fieldNames: [String] { ["x", "y", "count", "names"] }

  public func field(_ name: String) throws -> Value? {
    switch name {
    case "x": try TensorValue(allInputs()).value
    case "y":
      targets(at: 0..<count).map { TensorValue($0).value }
        ?? TensorValue(Tensor(shape: [count], values: labels.map(Float.init)), .integer).value
    case "count": .number(Double(count))
    case "names": ClassNamesText.value(classNames)
    default: nil
    }
  }

  /// Values that one tensor may hold: 4 GB.
  private static let largestTensor = 1 << 30

  private func allInputs() throws -> Tensor {
    guard count * valuesPerExample <= Self.largestTensor else {
      throw Diagnostic(
        .limit, "\(count) inputs of \(valuesPerExample) values are too many for one tensor",
        hint: "take a part of the examples, for instance [0:100]")
    }
    return try inputs(at: 0..<count)
  }

  /// `mnist.test[0:100]`, `mnist.test[[5, 3, 8]]`: a part of the examples.
  public func element(at subscripts: [Subscript]) throws -> Value {
    switch subscripts.first {
    case .slice where subscripts.count == 1, .position(.list) where subscripts.count == 1:
      return .object(self[try TensorIndex.positions(subscripts, shape: [count]).positions[0]])
    default:
      throw Diagnostic(
        .type, "examples are indexed by one slice or one list of positions",
        hint: "for instance mnist.test[0:100]")
    }
  }

  public var elementCount: Int? { count }
}

extension Examples: ValueConvertible {
  public static var typeDescription: String { "examples such as mnist.test" }

  public init(_ value: Value) throws {
    switch value {
    case .object(let examples as Examples): self = examples
    case .object(is Dataset):
      throw Diagnostic(
        .type, "expected examples, got data", hint: "say which part: .train, .valid or .test")
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  public var asValue: Value { .object(self) }
}
