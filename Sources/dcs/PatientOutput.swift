import CTerminal
@preconcurrency import Glibc

/// Standard output and standard error, which wait for who reads them, but not after Ctrl-C: what is
/// then not taken is dropped.
enum PatientOutput {
  static func write(_ text: String) {
    if takesOutput(STDOUT_FILENO) { print(text, terminator: "") }
  }

  static func writeError(_ text: String) {
    if takesOutput(STDERR_FILENO) { fputs(text, stderr) }
  }

  /// Whether all was written. What is left after Ctrl-C is no fault.
  static func finish(isInterrupted: Bool) -> Bool {
    guard !isInterrupted else {
      if takesOutput(STDOUT_FILENO) { fflush(stdout) }
      return true
    }
    return fflush(stdout) == 0 && ferror(stdout) == 0
  }

  private static func takesOutput(_ descriptor: Int32) -> Bool { dcs_await_output(descriptor) != 0 }
}
