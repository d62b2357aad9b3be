import Language
import Plotting

extension Series.Kind: Choice {}
extension LineStyle: Choice {}
extension Chart.LegendPlace: Choice {}
extension ColorScale.Map: Choice {}

/// The sign at each point: true for one of its own for each series, false for none, or a sign's
/// name.
struct MarkerChoice: ValueConvertible {
  private let subject: Value
  /// Nil for the series' own.
  private let marker: Marker?

  static var typeDescription: String {
    "true, false or one of " + Marker.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
  }

  init(_ value: Value) throws {
    subject = value
    switch value {
    case .bool(let isShown): marker = isShown ? nil : Marker.none
    case .string(let word):
      guard let sign = Marker(rawValue: word) else { fallthrough }
      marker = sign
    default: throw Diagnostic(.value, "expected \(Self.typeDescription), got \(value.literal)")
    }
  }

  var asValue: Value { subject }

  func marker(ofSeries index: Int) -> Marker { marker ?? .automatic(index) }
}

/// A colour by name or as "#RRGGBB".
struct ColorChoice: ValueConvertible {
  let color: Color
  private let word: String

  static var typeDescription: String {
    "one of " + Color.names.map { "\"\($0)\"" }.joined(separator: ", ") + " or \"#RRGGBB\""
  }

  init(_ value: Value) throws {
    word = try String(value)
    guard let color = Color(word) else {
      throw Diagnostic(
        .value, "expected \(Self.typeDescription), got \(value.literal)",
        hint: Suggestion.hint(for: word, among: Color.names))
    }
    self.color = color
  }

  var asValue: Value { .string(word) }
}
