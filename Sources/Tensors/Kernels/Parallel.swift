import Dispatch
import Glibc
import Synchronization

/// Splits work into a number of parts that does not depend on the number of threads, so that
/// results do not either.
public enum Parallel {
  /// How many threads may work at once. Scoped: `Parallel.$threads.withValue(1) { ... }`.
  @TaskLocal public static var threads = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Calls `body` once for each part, on several threads; parts must not write to the same memory.
  /// What `body` itself splits runs in its thread.
  public static func forEach(_ parts: Int, _ body: @Sendable (Int) -> Void) {
    let workers = min(parts, threads)
    guard workers > 1 else {
      for part in 0..<max(parts, 0) { body(part) }
      return
    }
    // Threads of the pool do not inherit scoped values: without this a level asked for would hold
    // in one thread only.
    let level = ProcessorLevel.current
    // Who is free takes the next part: a thread that the system holds up holds up nobody else.
    let next = Atomic<Int>(0)
    @Sendable func share() {
      ProcessorLevel.$current.withValue(level) {
        $threads.withValue(1) {
          while true {
            let part = next.add(1, ordering: .relaxed).oldValue
            guard part < parts else { return }
            body(part)
          }
        }
      }
    }
    if !WorkerPool.shared.run(workers, share) {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in share() }
    }
  }

  /// What `body` gives for each part, in order; made on several threads.
  public static func map<Result: Sendable>(_ parts: Int, _ body: @Sendable (Int) -> Result)
    -> [Result]
  {
    [Result](unsafeUninitializedCapacity: max(0, parts)) { target, filled in
      filled = max(0, parts)
      guard let base = target.baseAddress.map({ SharedPointer($0) }) else { return }
      forEach(parts) { (base.base + $0).initialize(to: body($0)) }
    }
  }

  /// The same of work that may fail: throws what the first part that fails threw.
  public static func tryMap<Result: Sendable>(
    _ parts: Int, _ body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    try map(parts) { part in Swift.Result { try body(part) } }.map { try $0.get() }
  }

  /// Cuts 0..<count into pieces of `grain`, at least one, and calls `body` with each.
  public static func forEachRange(of count: Int, grain: Int, _ body: @Sendable (Range<Int>) -> Void)
  {
    let grain = max(1, grain)
    let parts = (count + grain - 1) / grain
    forEach(parts) { part in body(part * grain..<min(count, (part + 1) * grain)) }
  }
}

/// A pointer that several threads may use at once. SAFETY: the user sees to it that they touch
/// disjoint elements.
public struct SharedPointer<Element>: @unchecked Sendable {
  public let base: UnsafeMutablePointer<Element>

  public init(_ base: UnsafeMutablePointer<Element>) { self.base = base }
}

/// The same for reading. SAFETY: nobody writes meanwhile.
public struct SharedReader<Element>: @unchecked Sendable {
  public let base: UnsafePointer<Element>

  public init(_ base: UnsafePointer<Element>) { self.base = base }
}
