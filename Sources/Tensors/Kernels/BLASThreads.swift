import COpenBLAS
@preconcurrency import Glibc

/// OpenBLAS's own threads. They are off: the result of a call that they share depends on their
/// number. And each of them looks for work for a twentieth of a second from when the library is
/// loaded, which takes a processor from who has work.
public enum BLASThreads {
  /// True when a call of OpenBLAS computes in its caller's thread alone; sees to it at first use.
  public static let areOff: Bool = {
    openblas_set_num_threads(1)
    // Not all builds of the library have threads to end.
    if let symbol = dlsym(nil, "blas_thread_shutdown_") {
      let end = unsafeBitCast(symbol, to: (@convention(c) () -> Int32).self)
      _ = end()
    }
    return openblas_get_num_threads() == 1
  }()
}
