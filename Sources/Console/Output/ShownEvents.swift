import Language
import Synchronization

/// The tables and values that the last entry showed: `:all` shows them again, whole.
final class ShownEvents: Sendable {
  private let kept = Mutex<[Event]>([])

  var events: [Event] { kept.withLock { $0 } }

  /// A new entry begins; what was shown before stays until it shows something.
  func begin() { isFresh.withLock { $0 = true } }
  private let isFresh = Mutex(true)

  func keep(_ event: Event) {
    switch event {
    case .table, .value: break
    default: return
    }
    let startsAnew = isFresh.withLock { fresh in
      defer { fresh = false }
      return fresh
    }
    kept.withLock { $0 = startsAnew ? [event] : $0 + [event] }
  }
}
