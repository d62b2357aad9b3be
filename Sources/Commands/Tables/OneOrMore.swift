import Language

/// One value, or a list of them: `by="layer"`, `by=["layer", "stage"]`.
struct OneOrMore<Element: ValueConvertible>: ValueConvertible {
  let elements: [Element]
  /// Whether a list was given, be it of one element.
  let isList: Bool

  init(_ elements: [Element]) { (self.elements, isList) = (elements, elements.count != 1) }

  static var typeDescription: String { "\(Element.typeDescription) or a list of them" }

  init(_ value: Value) throws {
    if case .list = value {
      (elements, isList) = (try [Element](value), true)
    } else {
      (elements, isList) = ([try Element(value)], false)
    }
  }

  var asValue: Value { !isList ? elements[0].asValue : elements.asValue }
}
