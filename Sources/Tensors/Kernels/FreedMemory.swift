import CKernels

/// What becomes of memory that a training step frees.
public enum FreedMemory {
  /// Keeps freed memory for the next step. Otherwise glibc hands large blocks back at once, and each step's activations
  /// are new pages that the system has to clear: a fifth of the time of LeNet-5. For programs that train; call it once,
  /// before anything is allocated. false when the allocator refuses (its largest block is 32 MB).
  @discardableResult
  public static func keep(largestBlock: Int = 1 << 25) -> Bool {
    dcs_keep_freed_memory(largestBlock, 1 << 30) != 0
  }
}
