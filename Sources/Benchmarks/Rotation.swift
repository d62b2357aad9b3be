/// Copies of one thing that take turns. Together they hold more than the caches, so every pass
/// reads its weights from memory, as in a network that does not fit, while inputs and outputs stay
/// where the layers beside leave them.
package final class Rotation<Subject> {
  /// Three times the largest cache of today's usual processors.
  package static var coldBytes: Int { 96 << 20 }

  private let subjects: [Subject]
  private var turn = 0

  /// One copy when the caches may stay hot. `bytes` is what a pass over one copy reads.
  package init(bytes: Int, isCold: Bool, _ copy: () throws -> Subject) rethrows {
    let count = isCold ? (Self.coldBytes + max(bytes, 4096) - 1) / max(bytes, 4096) : 1
    subjects = try (0..<count).map { _ in try copy() }
  }

  package var count: Int { subjects.count }

  package var next: Subject {
    turn = (turn + 1) % subjects.count
    return subjects[turn]
  }
}
