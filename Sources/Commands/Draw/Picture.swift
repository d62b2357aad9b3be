import Language
import Plotting

/// Writing a figure as a PNG and telling the client.
enum Picture {
  static func write(_ figure: Figure, to path: String, call: BoundCall, at parameter: some AnyParameter) throws {
    try call.locating(parameter) {
      guard path.lowercased().hasSuffix(".png") else {
        throw Diagnostic(.value, "pictures are PNG files: '\(path)' must end in .png")
      }
      try OutputFile.write(try figure.png(), to: path)
    }
    call.context.emit(.picture(path: path, caption: figure.title.isEmpty ? figure.charts[0].title : figure.title))
  }
}

extension PlottingError: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.value, "\(self)") }
}
