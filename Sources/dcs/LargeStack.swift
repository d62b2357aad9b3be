import Foundation

/// Runs work on a thread with a stack of its own, so that deeply nested scripts do not overflow it.
enum LargeStack {
  static let byteCount = 256 << 20  // address space; only touched pages cost memory

  /// Returns what `work` returns. Ctrl-C and window changes are delivered to its thread: a read
  /// there must notice.
  static func run(_ work: @escaping @Sendable () -> Int32) -> Int32 {
    let finished = DispatchSemaphore(value: 0)
    let result = ResultBox()
    setTerminalSignals(SIG_BLOCK)
    let thread = Thread {
      setTerminalSignals(SIG_UNBLOCK)
      result.value = work()
      finished.signal()
    }
    thread.stackSize = byteCount
    thread.start()
    finished.wait()
    return result.value
  }

  private static func setTerminalSignals(_ how: Int32) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGWINCH, SIGTSTP] { sigaddset(&signals, signal) }
    pthread_sigmask(how, &signals, nil)
  }

  /// Written before the semaphore is signalled, read after: never at once.
  private final class ResultBox: @unchecked Sendable {
    var value: Int32 = 0
  }
}
