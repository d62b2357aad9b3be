import CKernels
import Dispatch
import Glibc
import Synchronization

/// Threads that look for work for a tenth of a millisecond before they sleep. Waking a sleeping
/// thread takes longer than many a product does: with Dispatch two threads were no faster than one
/// below 0.2 ms of work.
///
/// SAFETY: `workers` is touched by whoever has set `isTaken` only.
final class WorkerPool: @unchecked Sendable {
  static let shared = WorkerPool()

  private let isTaken = Atomic<Bool>(false)
  private let running = Atomic<Int>(0)
  private var workers: [Worker] = []

  fileprivate func finish() { running.subtract(1, ordering: .releasing) }

  /// Calls `body` with 0..<count, each in a thread of its own, the first in the caller's; returns
  /// when all are done. False, and nothing is done, while another thread uses the pool.
  func run(_ count: Int, _ body: @Sendable (Int) -> Void) -> Bool {
    guard !isTaken.exchange(true, ordering: .acquiring) else { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    while workers.count < count - 1 { workers.append(Worker(number: workers.count + 1, of: self)) }
    running.store(count - 1, ordering: .relaxed)
    withoutActuallyEscaping(body) { body in
      for worker in workers.prefix(count - 1) { worker.start(body) }
      body(0)
      waitForOthers()
    }
    return true
  }

  private func waitForOthers() {
    var looks = 0
    while running.load(ordering: .acquiring) > 0 {
      looks += 1
      if looks < Worker.patience { dcs_pause() } else { sched_yield() }
    }
  }
}

/// One thread of the pool, which lives as long as the process.
///
/// SAFETY: `work` is written before `state` becomes `ready`, and read and cleared by the thread
/// afterwards.
private final class Worker: @unchecked Sendable {
  /// Looks at `state` before sleeping: about 0.1 ms.
  static let patience = 4000

  private enum State {
    static let idle = 0
    static let ready = 1
    static let asleep = 2
  }

  private let state = Atomic<Int>(State.idle)
  private let alarm = DispatchSemaphore(value: 0)
  private let number: Int
  private let pool: WorkerPool
  private var work: (@Sendable (Int) -> Void)?
  /// False when the system gives no thread: the caller does the work then.
  private var hasThread = true

  init(number: Int, of pool: WorkerPool) {
    (self.number, self.pool) = (number, pool)
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

  func start(_ work: @escaping @Sendable (Int) -> Void) {
    self.work = work
    guard hasThread else { return perform() }
    if state.exchange(State.ready, ordering: .acquiringAndReleasing) == State.asleep {
      alarm.signal()
    }
  }

  private func loop() {
    while true {
      waitForWork()
      state.store(State.idle, ordering: .releasing)
      perform()
    }
  }

  /// The work is let go before the pool hears of its end: its owner must not find it in use then.
  private func perform() {
    call()
    work = nil
    pool.finish()
  }

  @inline(never)
  private func call() { work?(number) }

  private func waitForWork() {
    for _ in 0..<Self.patience {
      if state.load(ordering: .acquiring) == State.ready { return }
      dcs_pause()
    }
    let (fellAsleep, _) = state.compareExchange(
      expected: State.idle, desired: State.asleep, ordering: .acquiringAndReleasing)
    if fellAsleep { alarm.wait() }
  }
}
