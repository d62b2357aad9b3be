import Glibc

/// The floats that one pass of a program writes to; they begin at a cache line, and hold anything.
///
/// SAFETY: one pass at a time uses it, whose threads write to disjoint parts.
final class WorkingMemory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  /// Beyond this, the system is asked for huge pages: fewer misses in the table of pages.
  private static let hugePage = 2 << 20

  init(count: Int) {
    self.count = count
    let needed = max(64, count * MemoryLayout<Float>.stride)
    let isLarge = needed >= Self.hugePage / 2
    let page = isLarge ? Self.hugePage : 64
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: (needed + page - 1) / page * page, alignment: page)
    if isLarge { madvise(memory, (needed + page - 1) / page * page, MADV_HUGEPAGE) }
    base = memory.bindMemory(to: Float.self, capacity: count)
    // Vector loads reach into parts that no step has written: they must be numbers.
    base.initialize(repeating: 0, count: count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
