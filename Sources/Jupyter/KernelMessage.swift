import CCrypto
import Foundation

/// One message of Jupyter's protocol 5.3: who it is for, its header, and what it says.
package struct KernelMessage {
  package static let delimiter = Array("<IDS|MSG>".utf8)

  /// Of the client, for the way back.
  package var identities: [[UInt8]]
  /// As they came, to be quoted.
  package var header: [UInt8]
  package var content: [String: Any]
  package var kind: String

  /// Nil for what is no message, or not signed with the key.
  package init?(_ parts: [[UInt8]], key: String) {
    guard let border = parts.firstIndex(of: Self.delimiter), parts.count >= border + 6 else {
      return nil
    }
    let signed = Array(parts[(border + 2)..<(border + 6)])
    guard Self.signature(of: signed, key: key) == parts[border + 1],
      let header = try? JSONSerialization.jsonObject(with: Data(signed[0])) as? [String: Any],
      let kind = header["msg_type"] as? String,
      let content = try? JSONSerialization.jsonObject(with: Data(signed[3])) as? [String: Any]
    else { return nil }
    identities = Array(parts[..<border])
    (self.header, self.content, self.kind) = (signed[0], content, kind)
  }

  /// Hex digits of the HMAC of all parts, none without a key.
  package static func signature(of parts: [[UInt8]], key: String) -> [UInt8] {
    guard !key.isEmpty else { return [] }
    let (data, key) = (parts.flatMap { $0 }, Array(key.utf8))
    var digest = [UInt8](repeating: 0, count: 32)
    var length = 0
    let code = EVP_Q_mac(
      nil, "HMAC", nil, "SHA256", nil, key, key.count, data, data.count, &digest, digest.count,
      &length)
    guard code != nil else { return [] }
    let digits = Array("0123456789abcdef".utf8)
    return digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }
}

/// Writes messages in answer to others.
package struct KernelVoice: Sendable {
  let key: String
  let session = UUID().uuidString

  package init(key: String) { self.key = key }

  package func parts(
    _ kind: String, _ content: JSONObject, answering parent: [UInt8]?, to identities: [[UInt8]]
  ) -> [[UInt8]] {
    let header = JSONObject().with("msg_id", UUID().uuidString).with("session", session)
      .with("username", "dcs").with("date", ISO8601DateFormatter().string(from: Date()))
      .with("msg_type", kind).with("version", "5.3")
    let signed = [
      Array(header.text.utf8), parent ?? Array("{}".utf8), Array("{}".utf8),
      Array(content.text.utf8),
    ]
    return identities + [KernelMessage.delimiter, KernelMessage.signature(of: signed, key: key)]
      + signed
  }
}
