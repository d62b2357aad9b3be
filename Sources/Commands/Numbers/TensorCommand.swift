import Language
import Tensors

struct TensorCommand: Command {
  static let name = "tensor"
  static let summary = "A tensor made of numbers, of a list or of equally long lists."
  static let details = """
    Elements are 32-bit floats. `type="u8"` (0 to 255) and `type="i32"` hold whole numbers: labels,
    masks, codes; other numbers are refused rather than rounded. Whole numbers are exact up to 2^24
    = 16777216.
    """
  static let group = CommandGroup.numbers
  static let values = Parameter<TensorValue>(
    "values", "a list, lists of equal length, a range, a number or a tensor")
  static let shape = Parameter<TensorShape?>(
    "shape",
    "another shape for the same elements; one extent may be -1; none keeps that of the lists",
    default: nil)
  static let type = Parameter<TensorValue.ElementType>(
    "type", "of the elements", default: .float32, choices: TensorValue.ElementType.words)
  static let parameters: [any AnyParameter] = [values, shape, type]
  static let examples = [
    Example("tensor([[1, 2, 3], [4, 5, 6]]).shape", prints: "[2, 3]"),
    Example("tensor(1..6, shape=[2, -1])[1, 0]", prints: "4"),
    Example("tensor([7, 2, 1], type=\"u8\").bytes", prints: "3"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    var tensor = call[Self.values].tensor
    let type = call[Self.type]
    if let stranger = tensor.values.first(where: { !type.holds($0) }) {
      throw call.fault(
        .value, at: Self.values,
        "\(Value.number(Double(stranger)).text) is no element of type \(type.rawValue)")
    }
    if let shape = call[Self.shape] {
      tensor = tensor.reshaped(try call.locating(Self.shape) { try shape.fitted(to: tensor.count) })
    }
    return TensorValue(tensor, type).value
  }
}

extension TensorValue.ElementType: Choice {
  static var allCases: [TensorValue.ElementType] { [.float32, .byte, .integer] }

  /// Whether an element can have this value.
  func holds(_ value: Float) -> Bool {
    switch self {
    case .float32: true
    case .byte: value == value.rounded() && (0...255).contains(value)
    case .integer: value == value.rounded() && value.magnitude <= 0x1p24
    }
  }
}
