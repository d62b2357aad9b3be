@preconcurrency import Glibc

/// A thread that works beside the one which started it.
package final class CompanionThread: @unchecked Sendable {
  // SAFETY: `thread` is touched by who starts and joins alone.
  private let body: @Sendable () -> Void
  private var thread = pthread_t()

  /// Starts at once. nil where the system gives no thread.
  package init?(_ body: @escaping @Sendable () -> Void) {
    self.body = body
    let me = Unmanaged.passRetained(self)
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<CompanionThread>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, me.toOpaque())
    guard failure != 0 else { return }
    me.release()
    return nil
  }

  /// Waits for its end. At most one of `join` and `leave` is called, once.
  package func join() { pthread_join(thread, nil) }

  /// Nobody waits for its end.
  package func leave() { pthread_detach(thread) }
}
