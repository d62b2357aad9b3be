import CCrypto
import Foundation
import Language

/// What a reader must know to trust a run, or to repeat it.
public struct RunFacts {
  public var version: String
  public var seed: UInt64
  public var threads: Int?
  public var script: SourceText
  public var parameters: [(name: String, value: String)]
  public var used: [(path: String, checksum: String?)]
  public var start: Date
  public var duration: Duration
  public var exitCode: Int32

  public init(
    version: String, seed: UInt64, threads: Int?, script: SourceText,
    parameters: [(name: String, value: String)], used: [(path: String, checksum: String?)],
    start: Date, duration: Duration, exitCode: Int32
  ) {
    (self.version, self.seed, self.threads, self.script) = (version, seed, threads, script)
    (self.parameters, self.used, self.start) = (parameters, used, start)
    (self.duration, self.exitCode) = (duration, exitCode)
  }

  public var rows: [(name: String, value: String)] {
    var rows = [
      ("program", "dcs \(version)"),
      ("script", "\(script.name), SHA-256 \(Self.sha256(script.bytes) ?? "unknown")"),
    ]
    if !parameters.isEmpty {
      rows.append(
        ("parameters", parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")))
    }
    rows.append(("seed", "\(seed)"))
    rows += used.map { file in (file.path, file.checksum ?? Self.checksum(of: file.path)) }
    rows += [
      ("machine", Self.machine),
      (
        "threads", threads.map(String.init) ?? "all \(ProcessInfo.processInfo.activeProcessorCount)"
      ),
      ("begun", Self.text(start)), ("took", Self.text(duration)),
      ("exit code", "\(exitCode)"),
    ]
    return rows
  }

  private static func checksum(of path: String) -> String {
    guard let data = FileManager.default.contents(atPath: path) else { return "no longer there" }
    return "\(data.count) bytes, SHA-256 \(sha256([UInt8](data)) ?? "unknown")"
  }

  static func sha256(_ bytes: [UInt8]) -> String? {
    var length = 32
    var digest = [UInt8](repeating: 0, count: length)
    guard EVP_Q_digest(nil, "SHA256", nil, bytes, bytes.count, &digest, &length) == 1 else {
      return nil
    }
    return digest.map { String(format: "%02x", $0) }.joined()
  }

  private static var machine: String {
    let processors = FileManager.default.contents(atPath: "/proc/cpuinfo").map {
      String(decoding: $0, as: UTF8.self)
    }
    let model = processors?.split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    let system = ProcessInfo.processInfo.operatingSystemVersionString
    return [
      model, "\(ProcessInfo.processInfo.processorCount) processors", system,
    ].compactMap { $0 }.joined(separator: ", ")
  }

  private static func text(_ date: Date) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd HH:mm 'UTC'"
    return format.string(from: date)
  }

  private static func text(_ duration: Duration) -> String {
    let seconds =
      Double(duration.components.seconds) + 1e-18 * Double(duration.components.attoseconds)
    if seconds < 60 { return String(format: "%.1f s", seconds) }
    return String(format: "%d min %02d s", Int(seconds) / 60, Int(seconds) % 60)
  }
}
