import Glibc
import Synchronization

extension CallContext {
  /// Work that cannot be asked to stop often enough: a product of matrices, LAPACK, a file that is
  /// decoded. It runs on a thread of its own; this one waits, and after Ctrl-C goes on at once with
  /// the error `interrupted`. The work then ends unheard: the context that it was given takes
  /// nothing more from it. When it says nothing of how far it is, the client is told after a second
  /// how long `stage` has taken.
  func interruptibly<Result: Sendable>(
    _ stage: String, _ work: @escaping @Sendable (any CallContext) throws -> Result
  ) throws -> Result {
    let errand = Errand<Result>()
    let lease = ContextLease(of: self)
    let clock = ContinuousClock()
    let start = clock.now
    var refusals = 0
    // A task, for the task-local values of this one: how many threads may be used.
    Task(executorPreference: FreshThreads()) {
      errand.finish(Swift.Result { try work(lease) })
    }
    while true {
      if let result = errand.result(withinMilliseconds: 20) { return try result.get() }
      do {
        try checkInterruption()
      } catch {
        // Output that nobody takes (a pipe to a program that waits) is not waited for.
        if lease.end(despiteOutput: refusals >= 5) { throw error }
        refusals += 1
      }
      let seconds = (clock.now - start).components.seconds
      if seconds >= 1, !lease.hasToldProgress {
        emit(.progress(Progress(stage: stage, secondsSoFar: Double(seconds))))
      }
    }
  }
}

/// A context lent to work on another thread. While the lender waits, calls go through; after the
/// lease has ended they end the work.
private final class ContextLease: CallContext {
  private struct State {
    var hasEnded = false
    /// Calls that are going on in the lender, and those of them that only tell something.
    var calls = 0
    var emissions = 0
    var hasToldProgress = false
  }

  private let lender: any CallContext
  private let state = Mutex(State())

  init(of lender: any CallContext) { self.lender = lender }

  var hasToldProgress: Bool { state.withLock { $0.hasToldProgress } }

  /// False while the work is calling the lender, which must not happen beside its going on: such a
  /// call notices Ctrl-C itself, unless it is held up in telling something.
  func end(despiteOutput: Bool) -> Bool {
    state.withLock { state in
      guard state.calls == (despiteOutput ? state.emissions : 0) else { return false }
      state.hasEnded = true
      return true
    }
  }

  func emit(_ event: Event) {
    let isOpen = state.withLock { state in
      guard !state.hasEnded else { return false }
      state.calls += 1
      state.emissions += 1
      if case .progress = event { state.hasToldProgress = true }
      return true
    }
    guard isOpen else { return }
    defer {
      state.withLock { state in
        state.calls -= 1
        state.emissions -= 1
      }
    }
    lender.emit(event)
  }

  func checkInterruption() throws { try call { try $0.checkInterruption() } }

  func invoke(_ function: any Callable, _ arguments: [Value], at span: Span) throws -> Value {
    try call { try $0.invoke(function, arguments, at: span) }
  }

  private func call<Result>(_ body: (any CallContext) throws -> Result) throws -> Result {
    let isOpen = state.withLock { state in
      guard !state.hasEnded else { return false }
      state.calls += 1
      return true
    }
    guard isOpen else { throw Diagnostic(.interrupted, "interrupted") }
    defer { state.withLock { $0.calls -= 1 } }
    return try body(lender)
  }
}

/// What the worker hands over.
private final class Errand<Result: Sendable>: Sendable {
  private let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
  private let signal = Signal()

  func finish(_ result: Swift.Result<Result, any Error>) {
    outcome.withLock { $0 = result }
    signal.post()
  }

  func result(withinMilliseconds time: Int) -> Swift.Result<Result, any Error>? {
    signal.wait(milliseconds: time) ? outcome.withLock { $0 } : nil
  }
}

/// A semaphore of the C library, at an address of its own.
private final class Signal: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func post() { sem_post(semaphore) }

  /// Whether it was posted before the time was over. A signal may end the wait early.
  func wait(milliseconds: Int) -> Bool {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_nsec += milliseconds * 1_000_000
    end.tv_sec += end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    return sem_timedwait(semaphore, &end) == 0
  }
}

/// Each piece of work gets a new thread: one that was abandoned keeps nobody waiting.
private final class FreshThreads: TaskExecutor {
  /// LAPACK and deep decoders want more than the default of a secondary thread.
  private static let stackBytes = 16 << 20

  private final class Job {
    let job: UnownedJob
    let executor: FreshThreads
    init(_ job: UnownedJob, _ executor: FreshThreads) {
      (self.job, self.executor) = (job, executor)
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = Job(UnownedJob(job), self)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(job).toOpaque()
    let created = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
        job.job.runSynchronously(on: job.executor.asUnownedTaskExecutor())
        return nil
      }, argument)
    // No thread to be had: the work is done here, and Ctrl-C waits for it.
    guard created != 0 else { return }
    Unmanaged<Job>.fromOpaque(argument).release()
    job.job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
