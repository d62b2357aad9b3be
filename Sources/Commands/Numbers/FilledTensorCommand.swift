import Language
import Tensors

/// A new tensor of a shape; without a shape, one number. A conformance states its name, help and
/// elements.
protocol FilledTensorCommand: Command {
  func elements(count: Int) -> [Float]
}

extension FilledTensorCommand {
  static var group: CommandGroup { .numbers }
  static var shape: Parameter<TensorShape> {
    Parameter(variadic: "shape", "the extents, as numbers or as one list; none for a single number")
  }
  static var parameters: [any AnyParameter] { [shape] }

  func run(_ call: BoundCall) throws -> Value {
    let shape = try call.locating(Self.shape) { try call[Self.shape].ofNewTensor() }
    let elements = elements(count: shape.reduce(1, *))
    return shape.isEmpty
      ? .number(Double(elements[0])) : TensorValue(Tensor(shape: shape, values: elements)).value
  }
}
