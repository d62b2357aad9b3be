import Datasets
import Language
import Tensors

struct DatasetCommand: Command {
  static let name = "dataset"
  static let summary = "Makes data of your own inputs and labels."
  static let details = """
    The examples are taken in the order in which they stand: the first for training, then `valid` of them for
    validation, the last `test` of them for testing. Labels count from 0. Arrays from elsewhere come by load: s = load("x.npz");
    dataset(s.x, s.y).
    """
  static let group = CommandGroup.get
  static let inputs = Parameter<TensorValue>("x", "inputs, [N, ...]")
  static let labels = Parameter<TensorValue>("y", "the class of each, N whole numbers from 0")
  static let valid = Parameter<Double>("valid", "fraction that is held out for validation", default: 0)
  static let test = Parameter<Double>("test", "fraction that is kept for testing", default: 0.2)
  static let parameters: [any AnyParameter] = [inputs, labels, valid, test]
  static let examples = [
    Example(
      "d = dataset(rand(10, 3), [0, 1, 0, 1, 2, 2, 1, 0, 1, 2], valid=10%, test=30%); print d.train.count, d.test.count",
      prints: "6 3")
  ]

  func run(_ call: BoundCall) throws -> Value {
    let (x, y) = (call[Self.inputs].tensor, call[Self.labels].tensor)
    guard x.shape.count >= 2, x.shape[0] > 0 else {
      throw call.fault(.shape, at: Self.inputs, "x is [N, ...], one row an example, not \(x.shape)")
    }
    guard y.shape == [x.shape[0]] else {
      throw call.fault(.shape, at: Self.labels, "y has the shape \(y.shape) for \(x.shape[0]) examples")
    }
    guard y.values.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0 < 1e6 }) else {
      throw call.fault(.value, at: Self.labels, "labels are whole numbers from 0")
    }
    try call.require(Self.valid, in: 0...1)
    try call.require(Self.test, in: 0...1)
    let count = x.shape[0]
    let testCount = Int((call[Self.test] * Double(count)).rounded())
    let validCount = Int((call[Self.valid] * Double(count)).rounded())
    guard testCount + validCount <= count else {
      throw call.fault(.value, at: Self.valid, "valid and test are more than all")
    }
    let all = Examples(inputs: x, labels: y.values.map { Int32($0) })
    let (trained, validated) = (count - testCount - validCount, count - testCount)
    return .object(
      Dataset(
        name: "own", train: all[0..<trained], valid: all[trained..<validated], test: all[validated..<count]))
  }
}
