import Foundation
import Language
import Reports

/// A value in the forms that clients choose from, by MIME type.
public enum MIMEBundle {
  public static func table(_ table: Table) -> JSONObject {
    JSONObject().with("text/plain", TableRenderer.text(table))
      .with("text/html", HTMLTable.html(table)).with("text/markdown", TableRenderer.markdown(table))
  }

  /// SVG, and PNG for clients that keep no vectors. A picture too crowded for vectors has pixels
  /// alone.
  public static func picture(_ drawing: any Drawing) throws -> JSONObject {
    let caption = drawing.caption.isEmpty ? "picture" : drawing.caption
    let pixels = Data(try drawing.png(dotsPerInch: 144)).base64EncodedString()
    let bundle = JSONObject().with("text/plain", caption).with("image/png", pixels)
    guard let vectors = try? drawing.svg() else { return bundle }
    return bundle.with("image/svg+xml", vectors)
  }

  /// As the prompt shows it, tables as tables.
  public static func value(_ value: Value) throws -> JSONObject {
    if case .object(let drawing as any Drawing) = value { return try picture(drawing) }
    switch value.display {
    case .text(let text): return JSONObject().with("text/plain", text)
    case .table(let table): return self.table(table)
    }
  }
}
