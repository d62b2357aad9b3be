import Datasets
import Language
import Tensors

struct DatasetCommand: Command {
  static let name = "dataset"
  static let summary = "Makes data of your own inputs and labels, or numbers to be learned."
  static let details = """
    `x` may be examples, too: dataset(photos.test[0:100], test=50%) learns from the first half.
    The examples are taken in the order in which they stand: the first for training, then `valid` of
    them for validation, the last `test` of them for testing. Labels count from 0; numbers with
    fractions, or several for each example, are targets: a net learns to give just these
    (`kind="numbers"` says so where all are whole), and `error` judges it. Arrays from
    elsewhere come by load: s = load("x.npz"); dataset(s.x, s.y), or in one word
    data("x.npz").
    """
  static let group = CommandGroup.get
  static let inputs = Parameter<OwnInputs>(
    "x", "inputs, [N, ...], or examples, which have labels already")
  static let labels = Parameter<TensorValue?>(
    "y", "the class of each, N whole numbers from 0, or its targets, [N, ...]", default: nil)
  static let valid = Parameter<Double>(
    "valid", "fraction that is held out for validation", default: 0)
  static let test = Parameter<Double>("test", "fraction that is kept for testing", default: 0.2)
  static let names = Parameter<ClassNames?>(
    "names", "names of the classes from 0 on, or data that has them", default: nil)
  static let kind = Parameter<AnswerKind>(
    "kind", "what y is; automatic tells by its numbers", default: .automatic,
    choices: AnswerKind.words)
  static let parameters: [any AnyParameter] = [inputs, labels, valid, test, names, kind]
  static let examples = [
    Example(
      """
      d = dataset(rand(10, 3), [0, 1, 0, 1, 2, 2, 1, 0, 1, 2], valid=10%, test=30%); \
      print d.train.count, d.test.count
      """,
      prints: "6 3"),
    Example(
      "print dataset(data(\"toy\").test[[7, 1, 4, 2]], test=50%).test.y.values", prints: "[0, 2]"),
    Example(
      "print dataset(rand(3, 2), [0, 1, 2], kind=\"numbers\", test=0)",
      prints: "data own: 3 training, 0 validation, 0 test examples of shape 2, a target each"),
    Example("print dataset(x=[[0, 1], [1, 0]], y=[0, 1], test=0).train.count", prints: "2"),
    Example(
      "print dataset([[0, 1], [1, 0]], [0, 1], names=[\"cat\", \"dog\"], test=0).names",
      prints: "[\"cat\", \"dog\"]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    var all = try Self.examples(call)
    if let names = call[Self.names]?.names { all = all.named(names) }
    try call.require(Self.valid, in: 0...1)
    try call.require(Self.test, in: 0...1)
    let count = all.count
    let testCount = Int((call[Self.test] * Double(count)).rounded())
    let validCount = Int((call[Self.valid] * Double(count)).rounded())
    guard testCount + validCount <= count else {
      throw call.fault(.value, at: Self.valid, "valid and test are more than all")
    }
    let (trained, validated) = (count - testCount - validCount, count - testCount)
    return .object(
      Dataset(
        name: "own", train: all[0..<trained], valid: all[trained..<validated],
        test: all[validated..<count]))
  }

  private static func examples(_ call: BoundCall) throws -> Examples {
    guard case .tensor(let x) = call[inputs] else {
      guard case .examples(let examples) = call[inputs], !call.isGiven(labels) else {
        throw call.fault(.argument, at: labels, "examples have labels already")
      }
      return examples
    }
    guard let y = call[labels]?.tensor else {
      throw call.fault(.argument, at: inputs, "inputs need labels", hint: "dataset(x, y)")
    }
    guard x.shape.count >= 2, x.shape[0] > 0 else {
      throw call.fault(.shape, at: inputs, "x is [N, ...], one row an example, not \(x.shape)")
    }
    guard y.shape.first == x.shape[0] else {
      throw call.fault(.shape, at: labels, "y has the shape \(y.shape) for \(x.shape[0]) examples")
    }
    let classes = Targets.classes(y)
    switch call[kind] {
    case .numbers: break
    case .automatic where classes == nil && !Targets.isOneHot(y): break
    case .automatic, .classes:
      guard let classes else {
        throw call.fault(
          .value, at: labels, "labels are whole numbers from 0",
          hint: Targets.isOneHot(y) ? "these are rows of zeros with a one: argmax(y, 1)" : nil)
      }
      return Examples(inputs: x, labels: classes)
    }
    guard y.values.allSatisfy(\.isFinite) else {
      throw call.fault(.value, at: labels, "targets are finite numbers")
    }
    return Examples(inputs: x, targets: y)
  }
}

enum AnswerKind: String, Choice {
  case automatic, classes, numbers
}

/// Inputs of one's own: a tensor, or examples.
enum OwnInputs: ValueConvertible {
  case tensor(Tensor)
  case examples(Examples)

  static var typeDescription: String { "a tensor or examples" }

  init(_ value: Value) throws {
    if case .object(let examples as Examples) = value {
      self = .examples(examples)
    } else {
      self = .tensor(try TensorValue(value).tensor)
    }
  }

  var asValue: Value {
    switch self {
    case .tensor(let tensor): TensorValue(tensor).value
    case .examples(let examples): .object(examples)
    }
  }
}
