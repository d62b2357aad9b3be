import Language

/// One net, or several: a list, numbered from 1, or a record by name.
struct NamedModels: ValueConvertible {
  /// "" for the name of one alone.
  let models: [(name: String, model: Model)]

  static var typeDescription: String { "a net or a packed net, or a list or record of them" }

  init(_ value: Value) throws {
    switch value {
    case .list(let elements):
      models = try elements.enumerated().map { (String($0 + 1), try Model($1)) }
    case .record(let record):
      models = try record.pairs.map { ($0.key, try Model($0.value)) }
    default: models = [("", try Model(value))]
    }
  }

  var asValue: Value {
    isOne ? models[0].model.asValue : .record(Record(models.map { ($0.name, $0.model.asValue) }))
  }

  var isOne: Bool { models.count == 1 && models[0].name.isEmpty }
}
