import Synchronization

/// A wish to stop, raised by one thread and seen by another.
final class Interruption: Sendable {
  private let raised = Atomic(false)

  var isRaised: Bool { raised.load(ordering: .relaxed) }
  func raise() { raised.store(true, ordering: .relaxed) }
  func clear() { raised.store(false, ordering: .relaxed) }
}
