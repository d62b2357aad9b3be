import Language
import Tensors

/// What is drawn: one tensor, or a record of named ones.
struct NamedTensors: ValueConvertible {
  let series: [(name: String?, tensor: Tensor)]

  static var typeDescription: String { "a tensor, or a record of tensors by name" }

  init(_ value: Value) throws {
    if case .record(let record) = value {
      series = try record.pairs.map { ($0.key, try TensorValue($0.value).tensor) }
    } else {
      series = [(nil, try TensorValue(value).tensor)]
    }
  }

  var asValue: Value {
    .record(Record(series.map { ($0.name ?? "", TensorValue($0.tensor).value) }))
  }
}
