import Foundation
import Testing

/// Output into a pipe waits for its reader; after Ctrl-C it does not.
@Suite(.enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct PatientOutputTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// The shell holds the pipe open and never reads; it is full long before the interrupt.
  private func interrupted(_ code: String, errors: String) throws -> Binary.Result {
    let script = """
      mkfifo pipe; exec 3<>pipe
      "$0" -c "$1" >pipe \(errors) & dcs=$!
      sleep 1.5; kill -INT $dcs
      for i in $(seq 100); do kill -0 $dcs 2>/dev/null || { wait $dcs; exit $?; }; sleep 0.1; done
      kill -9 $dcs; exit 99
      """
    return try Binary.run(
      "/bin/bash", ["-c", "set -m\n" + script, try #require(Binary.path), code],
      environment: Binary.environment(home: folder), in: folder.path)
  }

  /// On the script's thread, on the thread of a command, and in what is said of stages.
  @Test(arguments: [
    ("while true { print(\"x\") }", ""), ("while true { show(lenet300()) }", ""),
    ("while true { print(\"x\") }", "2>&1"),
    ("d = data(\"toy\"); while true { train(net([dense(4)], input=[2]), d, epochs=1) }", "2>&1"),
  ])
  func isNotWaitedForAfterAnInterrupt(code: String, errors: String) throws {
    let result = try interrupted(code, errors: errors)
    #expect(result.code == 130)
    #expect(!errors.isEmpty || result.errors.contains("interrupted"))
  }

  /// A reader that is slow gets everything.
  @Test func isWaitedForOtherwise() throws {
    let code = "for i in 1..20000 { print(i) }"
    let result = try Binary.run(
      "/bin/bash", ["-c", "\"$0\" -c '\(code)' | { sleep 2; wc -l; }", try #require(Binary.path)],
      environment: Binary.environment(home: folder), in: folder.path)
    #expect(result.output.trimmingCharacters(in: .whitespaces) == "20000\n")
  }
}
