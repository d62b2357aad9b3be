import CKernels

/// What the process does with memory that it has freed.
public enum FreedMemory {
  /// From now on the buffers of one product stay with the process for the next. Otherwise the C
  /// library gives them back to the system and fetches them anew, page by page: up to a quarter of
  /// the time of a batch in a fully connected layer.
  public static func keep() { dcs_keep_freed_memory() }
}
