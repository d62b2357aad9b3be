import Language
import Plotting

/// Remarks written into a plot: `[x, y, "text"]`, with an arrow `[x, y, "text", to_x, to_y]`, or a
/// list of them.
struct Remarks: ValueConvertible {
  let marks: [AnnotationMark]
  private let subject: Value

  static var typeDescription: String {
    "[x, y, \"text\"], [x, y, \"text\", to_x, to_y], or a list of them"
  }

  init() { (marks, subject) = ([], .list([])) }

  init(_ value: Value) throws {
    guard case .list(let elements) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    subject = value
    if case .list? = elements.first {
      marks = try elements.map(Self.mark)
    } else {
      marks = elements.isEmpty ? [] : [try Self.mark(value)]
    }
  }

  var asValue: Value { subject }

  private static func mark(_ value: Value) throws -> AnnotationMark {
    guard case .list(let parts) = value, parts.count == 3 || parts.count == 5 else {
      throw Diagnostic(.value, "a remark is \(typeDescription)")
    }
    let (x, y) = (try Double(parts[0]), try Double(parts[1]))
    let target = parts.count == 5 ? (x: try Double(parts[3]), y: try Double(parts[4])) : nil
    return AnnotationMark(try String(parts[2]), x: x, y: y, pointingTo: target)
  }
}
