import Foundation
import Testing

/// What the drills share: how many rounds, and shell scripts around dcs.
enum FaultDrill {
  private static let asked = ProcessInfo.processInfo.environment["DCS_FAULTS"].flatMap { Int($0) }

  /// The drills hold every thread for minutes: beside them other tests would run out of time.
  /// `Tests/run` runs them by themselves.
  static var isAsked: Bool { asked != nil && Binary.isBuilt }

  /// `Tests/faults 1000` for a night; a few with `DCS_FAULTS=1`.
  static func rounds(_ usual: Int) -> Int { max(usual, asked ?? 0) }

  /// Runs a script in which `$DCS` is dcs, in the folder.
  static func shell(_ script: String, in folder: Folder) throws -> Binary.Result {
    var environment = Binary.environment(home: folder)
    environment["DCS"] = Binary.path
    environment["TMPDIR"] = folder.path
    return try Binary.run(
      "/bin/bash", ["-c", script], environment: environment, in: folder.path)
  }

  static func hasProgram(_ name: String) -> Bool {
    ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
  }

  /// Names of files that a writer left unfinished.
  static func leftovers(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".part") }
  }

  /// Whether dcs finds a .dcz file whole.
  static func isSound(_ path: String, in folder: Folder) throws -> Bool {
    try Binary.run(["verify", path], in: folder).code == 0
  }

  /// A process that runs until it is ended.
  final class Running {
    private let process = Process()
    let errors = Pipe()

    init(_ arguments: [String], in folder: Folder) throws {
      process.executableURL = URL(fileURLWithPath: try #require(Binary.path))
      process.arguments = arguments
      process.environment = Binary.environment(home: folder)
      process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = errors
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }

    var isRunning: Bool { process.isRunning }

    func kill(_ signal: Int32 = SIGKILL) { Foundation.kill(process.processIdentifier, signal) }

    @discardableResult func wait() -> Int32 {
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}
