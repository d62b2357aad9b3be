import CKernels
import Dispatch
import Glibc
import Synchronization

/// Threads that look for work for a tenth of a millisecond before they sleep, and for whose end the
/// caller looks as long before it does. Waking a sleeping
/// thread takes longer than many a product does: with Dispatch two threads were no faster than one
/// below 0.2 ms of work. Nobody waits for a thread that has not begun when the work is done: on a
/// busy machine that may be long after.
///
/// SAFETY: `workers` is touched by whoever has set `isTaken` only.
final class WorkerPool: @unchecked Sendable {
  static let shared = WorkerPool()

  private let isTaken = Atomic<Bool>(false)
  private var workers: [Worker] = []

  /// Calls `body` in the caller's thread and in up to `count` - 1 others, as far as these come
  /// before the caller's is through; returns when all calls are. False, and nothing is done, while
  /// another thread uses the pool.
  func run(_ count: Int, _ body: @Sendable () -> Void) -> Bool {
    guard !isTaken.exchange(true, ordering: .acquiring) else { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    while workers.count < count - 1 { workers.append(Worker()) }
    withoutActuallyEscaping(body) { body in
      for worker in workers.prefix(count - 1) { worker.offer(body) }
      body()
      for worker in workers.prefix(count - 1) { worker.withdraw() }
    }
    return true
  }
}

/// One thread of the pool, which lives as long as the process.
///
/// SAFETY: `work` is the pool's while `state` is `idle` or `asleep`, the thread's while it is
/// `busy` or `awaited`; what is `ready` belongs to who takes it away.
private final class Worker: @unchecked Sendable {
  /// Looks at `state` before sleeping: about 0.1 ms.
  private static let patience = 4000

  private enum State {
    static let idle = 0
    static let ready = 1
    static let busy = 2
    static let asleep = 3
    /// Busy, and the caller sleeps until it is not.
    static let awaited = 4
  }

  private let state = Atomic<Int>(State.idle)
  private let alarm = DispatchSemaphore(value: 0)
  private let isDone = DispatchSemaphore(value: 0)
  private var work: (@Sendable () -> Void)?
  /// False when the system gives no thread: the caller does all the work then.
  private var hasThread = true

  init() {
    // Signals are for the threads that expect them.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Worker>.fromOpaque(context).takeUnretainedValue().loop() }
        return nil
      }, context)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    if failure == 0 { pthread_detach(thread) } else { hasThread = false }
  }

  func offer(_ work: @escaping @Sendable () -> Void) {
    guard hasThread else { return }
    self.work = work
    if state.exchange(State.ready, ordering: .acquiringAndReleasing) == State.asleep {
      alarm.signal()
    }
  }

  /// Takes back what the thread has not begun, or waits for its end.
  func withdraw() {
    guard hasThread else { return }
    if take(leaving: State.idle) {
      work = nil
      return
    }
    for _ in 0..<Self.patience {
      guard state.load(ordering: .acquiring) == State.busy else { return }
      dcs_pause()
    }
    let (isAwaited, _) = state.compareExchange(
      expected: State.busy, desired: State.awaited, ordering: .acquiringAndReleasing)
    if isAwaited { isDone.wait() }
  }

  private func loop() {
    while true {
      waitForWork()
      call()
      // The work is let go before the pool hears of its end: its owner must not find it in use
      // then.
      work = nil
      if state.exchange(State.idle, ordering: .acquiringAndReleasing) == State.awaited {
        isDone.signal()
      }
    }
  }

  @inline(never)
  private func call() { work?() }

  /// Whether the offer was there to be taken.
  private func take(leaving next: Int) -> Bool {
    state.compareExchange(
      expected: State.ready, desired: next, ordering: .acquiringAndReleasing
    ).exchanged
  }

  /// Returns when work is taken.
  private func waitForWork() {
    while true {
      for _ in 0..<Self.patience {
        if state.load(ordering: .relaxed) == State.ready, take(leaving: State.busy) { return }
        dcs_pause()
      }
      let (fellAsleep, _) = state.compareExchange(
        expected: State.idle, desired: State.asleep, ordering: .acquiringAndReleasing)
      if fellAsleep { alarm.wait() }
    }
  }
}
