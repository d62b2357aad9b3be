import Language
import Plotting

/// A figure of one or several charts: what `plot`, `hist`, `heatmap` and `panels` give back, and
/// `save` writes.
struct Picture: Sendable {
  let figure: Figure
  var size = PictureSize.usual

  var title: String { figure.title.isEmpty ? figure.charts.first?.title ?? "" : figure.title }

  func png() throws -> [UInt8] { try size.png(figure) }

  /// Writes it, unless there is no path, and tells the client.
  func write(to path: String?, call: BoundCall, at parameter: some AnyParameter) throws {
    guard let path else { return }
    try call.locating(parameter) {
      guard path.lowercased().hasSuffix(".png") else {
        throw Diagnostic(.value, "pictures are PNG files: '\(path)' must end in .png")
      }
      let bytes = try png()
      try call.context.checkInterruption()
      try OutputFile.write(bytes, to: path)
    }
    call.context.emit(.picture(path: path, caption: title))
    call.tellOutcome("picture", path, "\(size.pixels.width)x\(size.pixels.height) pixels")
  }
}

extension Picture: ScriptObject {
  var typeName: String { "picture" }

  var summary: String {
    let charts = figure.charts.count == 1 ? "" : " of \(figure.charts.count) charts"
    return "picture\(charts)\(title.isEmpty ? "" : " '\(title)'")"
  }

  /// The same picture, pixel by pixel.
  func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = other as? Picture, let bytes = try? png() else { return false }
    return (try? other.png()) == bytes
  }
}

extension Picture: ValueConvertible {
  static var typeDescription: String { "a picture" }

  init(_ value: Value) throws {
    guard case .object(let picture as Picture) = value else {
      throw Diagnostic.expected("a picture such as plot and hist give", got: value)
    }
    self = picture
  }

  var asValue: Value { .object(self) }
}

extension PlottingError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, "\(self)") }
}
