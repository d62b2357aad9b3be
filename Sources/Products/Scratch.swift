/// Floats to be written, for the time of one product: they begin at a cache line, and hold
/// anything. SAFETY: its maker writes before it reads; several threads write to disjoint parts
/// only.
final class Scratch: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>

  init(count: Int) {
    let bytes = max(64, count * MemoryLayout<Float>.stride)
    base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).assumingMemoryBound(
      to: Float.self)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
