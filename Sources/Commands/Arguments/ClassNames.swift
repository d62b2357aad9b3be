import Datasets
import Language

/// Names of classes from 0 on: a list of them, or data that carries them.
struct ClassNames: ValueConvertible {
  let names: [String]
  let asValue: Value

  static var typeDescription: String { "data, examples, or a list of strings" }

  init(_ value: Value) throws {
    asValue = value
    switch value {
    case .object(let dataset as Dataset): names = dataset.classNames
    case .object(let examples as Examples): names = examples.classNames
    case .list: names = try [String](value)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    guard !names.isEmpty else {
      throw Diagnostic(
        .value, "nobody has named the classes", hint: "give a list, names=[\"cat\", \"dog\"]")
    }
  }

  /// Of each of these classes; one that nobody named keeps its number.
  static func words(for classes: some Sequence<Float>, among names: [String]) -> [Value] {
    classes.map { number in
      let place = Int(number)
      return .string(names.indices.contains(place) ? names[place] : "\(place)")
    }
  }

  /// For a line of text: "cat, dog and 8 more".
  static func text(_ names: [String]) -> String { OutcomeText.some(names, shown: 10) }
}
