import Glibc

/// Numbers that never change, in memory that begins at a cache line. SAFETY: written once, inside `init`.
package final class AlignedArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  package let base: UnsafeMutablePointer<Element>
  package let count: Int

  /// `padding` more elements can be read behind the last; all begin as zeros.
  package init(count: Int, padding: Int = 0, _ fill: (UnsafeMutablePointer<Element>) -> Void) {
    let bytes = max(64, (count + padding) * MemoryLayout<Element>.stride)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    base = memory.assumingMemoryBound(to: Element.self)
    self.count = count
    fill(base)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  package var bytes: Int { count * MemoryLayout<Element>.stride }
}
