@preconcurrency import Glibc

/// Runs work on a thread with a stack of its own, so that deeply nested scripts do not overflow it.
/// Where address space is short (`ulimit -v`, a small container) the stack is smaller, and where no
/// thread can be made the work is done on this one: scripts then nest less deeply, and say so when
/// they reach the limit.
enum LargeStack {
  /// Address space; only touched pages cost memory.
  private static let sizes = [256 << 20, 64 << 20, 16 << 20, 4 << 20]

  /// Returns what `work` returns. Ctrl-C and window changes are delivered to its thread: a read
  /// there must notice.
  static func run(_ work: @escaping @Sendable () -> Int32) -> Int32 {
    setTerminalSignals(SIG_BLOCK)
    for size in sizes {
      let job = Job(work)
      if job.run(stack: size) { return job.result }
    }
    setTerminalSignals(SIG_UNBLOCK)
    return work()
  }

  fileprivate static func setTerminalSignals(_ how: Int32) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGWINCH, SIGTSTP] { sigaddset(&signals, signal) }
    pthread_sigmask(how, &signals, nil)
  }

  /// `result` is written by the thread before it ends, and read after it was joined.
  private final class Job: @unchecked Sendable {
    private let work: @Sendable () -> Int32
    private(set) var result: Int32 = 0

    init(_ work: @escaping @Sendable () -> Int32) { self.work = work }

    /// False when there is no thread with such a stack to be had.
    func run(stack size: Int) -> Bool {
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, size)
      var thread = pthread_t()
      let argument = Unmanaged.passRetained(self)
      let failure = pthread_create(
        &thread, &attributes,
        { argument in
          guard let argument else { return nil }
          let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
          LargeStack.setTerminalSignals(SIG_UNBLOCK)
          job.result = job.work()
          return nil
        }, argument.toOpaque())
      guard failure == 0 else {
        argument.release()
        return false
      }
      pthread_join(thread, nil)
      return true
    }
  }
}
