import Foundation
import Language

/// Where a Jupyter client waits for its kernel, and the key of their messages.
package struct ConnectionFile: Decodable {
  let transport: String
  let ip: String
  let key: String
  let signatureScheme: String
  let shellPort: Int
  let publisherPort: Int
  let inputPort: Int
  let controlPort: Int
  let heartbeatPort: Int

  enum CodingKeys: String, CodingKey {
    case transport, ip, key
    case signatureScheme = "signature_scheme"
    case shellPort = "shell_port"
    case publisherPort = "iopub_port"
    case inputPort = "stdin_port"
    case controlPort = "control_port"
    case heartbeatPort = "hb_port"
  }

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
    guard key.isEmpty || signatureScheme == "hmac-sha256" else {
      throw Diagnostic(.format, "messages are signed by \(signatureScheme); dcs knows hmac-sha256")
    }
  }

  package func address(_ port: Int) -> String {
    "\(transport)://\(ip)\(transport == "ipc" ? "-" : ":")\(port)"
  }
}
