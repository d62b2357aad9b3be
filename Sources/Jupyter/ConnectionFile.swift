import Foundation
import Language

/// Where a Jupyter client waits for its kernel, and the key of their messages.
package struct ConnectionFile: Decodable {
  let transport: String
  let ip: String
  let key: String
  let signature_scheme: String
  let shell_port: Int
  let iopub_port: Int
  let stdin_port: Int
  let control_port: Int
  let hb_port: Int

  /// Throws a `Diagnostic`.
  package init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(.file, "there is no file '\(path)'", hint: "Jupyter writes it for a kernel")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw Diagnostic(.format, "'\(path)' is no connection file of Jupyter")
    }
    guard key.isEmpty || signature_scheme == "hmac-sha256" else {
      throw Diagnostic(.format, "messages are signed by \(signature_scheme); dcs knows hmac-sha256")
    }
  }

  package func address(_ port: Int) -> String {
    "\(transport)://\(ip)\(transport == "ipc" ? "-" : ":")\(port)"
  }
}
