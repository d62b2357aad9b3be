import Glibc

/// Numbers that never change, in memory that begins at a cache line. Large arrays ask for huge
/// pages: a stream of weights then comes a quarter faster from memory (Zen 5, 8 MB). SAFETY:
/// written once, inside `init`.
package final class AlignedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Element>
  package let count: Int
  private static var hugePage: Int { 2 << 20 }

  /// `fill` writes all elements.
  package init(count: Int, _ fill: (UnsafeMutablePointer<Element>) -> Void) {
    let needed = max(64, count * MemoryLayout<Element>.stride)
    let isLarge = needed >= Self.hugePage / 2
    let bytes = isLarge ? (needed + Self.hugePage - 1) / Self.hugePage * Self.hugePage : needed
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: isLarge ? Self.hugePage : 64)
    if isLarge { madvise(memory, bytes, MADV_HUGEPAGE) }
    base = memory.bindMemory(to: Element.self, capacity: count)
    self.count = count
    fill(base)
  }

  package convenience init(_ values: [Element]) {
    self.init(count: values.count) { $0.update(from: values, count: values.count) }
  }

  /// The parts one after the other.
  package convenience init(joining parts: [[Element]]) {
    self.init(count: parts.reduce(0) { $0 + $1.count }) { target in
      var next = target
      for part in parts {
        next.update(from: part, count: part.count)
        next += part.count
      }
    }
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  package var bytes: Int { count * MemoryLayout<Element>.stride }
}
