import Language

/// One value, or a list of them: `by="layer"`, `by=["layer", "stage"]`.
struct OneOrMore<Element: ValueConvertible>: ValueConvertible {
  let elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  static var typeDescription: String { "\(Element.typeDescription) or a list of them" }

  init(_ value: Value) throws {
    if case .list = value { elements = try [Element](value) } else { elements = [try Element(value)] }
  }

  var asValue: Value { elements.count == 1 ? elements[0].asValue : elements.asValue }
}
