import Foundation
import Language
import Plotting

/// A figure of one or several charts: what `plot`, `hist`, `heatmap` and `panels` give back, and
/// `save` writes.
struct Picture: Sendable {
  let figure: Figure
  var size = PictureSize.usual
  var resolution = Resolution.usual

  /// The endings of files that a picture can be.
  static let endings = ["png", "svg", "pdf"]

  var title: String { figure.title.isEmpty ? figure.charts.first?.title ?? "" : figure.title }

  func png() throws -> [UInt8] { try png(dotsPerInch: resolution.dotsPerInch) }

  /// The file of this ending.
  func bytes(ending: String) throws -> [UInt8] {
    switch ending {
    case "svg": Array(try svg().utf8)
    case "pdf":
      try figure.pdf(
        width: size.pixels.width, height: size.pixels.height, scale: PictureSize.pixelsPerPoint)
    default: try png()
    }
  }

  /// Writes it, unless there is no path, and tells the client. A name that nobody chose never
  /// replaces a file: `hist-2.png`.
  func write(
    to path: String?, call: BoundCall, at parameter: some AnyParameter, isAutomatic: Bool = false
  ) throws {
    guard let asked = path else { return }
    let path = isAutomatic ? Self.freeName(asked) : asked
    var isReplaced = false
    try call.locating(parameter) {
      guard let ending = Self.endings.first(where: { path.lowercased().hasSuffix(".\($0)") }) else {
        throw Diagnostic(
          .value, "pictures are PNG, SVG or PDF files: '\(path)' must end in .png, .svg or .pdf")
      }
      let bytes = try self.bytes(ending: ending)
      try call.context.checkInterruption()
      isReplaced = FileManager.default.fileExists(atPath: UserPath.expanded(path))
      try OutputFile.write(bytes, to: path)
      if ending != "svg" { warnOfMissingLetters(call) }
    }
    call.context.emit(.picture(path: path, caption: title, drawing: self))
    let pixels = size.pixels(resolution)
    let extent =
      path.lowercased().hasSuffix(".png")
      ? "\(pixels.width)x\(pixels.height) pixels" : "\(Int(size.width))x\(Int(size.height)) points"
    call.tellOutcome("picture", path, extent, isReplaced ? "replaces the one before" : nil)
  }

  /// `hist.png`, or the first of `hist-2.png`, `hist-3.png` … that does not exist.
  private static func freeName(_ path: String) -> String {
    let dot = path.lastIndex(of: ".") ?? path.endIndex
    let names = sequence(first: 1) { $0 + 1 }.lazy.map { number in
      number == 1 ? path : "\(path[..<dot])-\(number)\(path[dot...])"
    }
    return names.first { !FileManager.default.fileExists(atPath: UserPath.expanded($0)) } ?? path
  }

  private func warnOfMissingLetters(_ call: BoundCall) {
    let missing = figure.missingCharacters()
    guard !missing.isEmpty else { return }
    let letters = OutcomeText.some(missing.map { "'\($0)'" }, shown: 5)
    call.warn("picture", "drawn as boxes, for want of letters: \(letters); .svg has them")
  }
}

extension Picture: Drawing {
  var caption: String { title }

  func svg() throws -> String {
    try figure.svg(
      width: size.pixels.width, height: size.pixels.height, scale: PictureSize.pixelsPerPoint)
  }

  func png(dotsPerInch: Double) throws -> [UInt8] {
    let resolution = Resolution(dotsPerInch: dotsPerInch)
    let pixels = size.pixels(resolution)
    return try figure.png(
      width: pixels.width, height: pixels.height, scale: resolution.pixelsPerPoint)
  }

  func sixel(dotsPerInch: Double) throws -> String {
    let resolution = Resolution(dotsPerInch: dotsPerInch)
    let pixels = size.pixels(resolution)
    return try figure.sixel(
      width: pixels.width, height: pixels.height, scale: resolution.pixelsPerPoint)
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
