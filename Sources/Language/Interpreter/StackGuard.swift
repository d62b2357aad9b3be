import Glibc

/// Knows how far the current thread's stack may be used, so that runaway recursion ends as an error
/// of kind `limit` and not as a crash. Clients that want deep recursion run the interpreter on a
/// thread with a big stack (64 MB).
struct StackGuard {
  /// Addresses below this are reserved for commands and the C libraries they call.
  private let lowestAllowed: UInt

  private static let reserve: UInt = 384 * 1024

  private typealias AttributeQuery =
    @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> Int32

  /// `pthread_getattr_np`, which Swift's Glibc module leaves out (it hides GNU extensions).
  private static func attributeQuery() -> AttributeQuery? {
    dlsym(nil, "pthread_getattr_np").map { unsafeBitCast($0, to: AttributeQuery.self) }
  }

  /// Of the calling thread.
  init() {
    var attributes = pthread_attr_t()
    var base: UnsafeMutableRawPointer?
    var size = 0
    guard let query = Self.attributeQuery(), query(pthread_self(), &attributes) == 0 else {
      lowestAllowed = 0
      return
    }
    pthread_attr_getstack(&attributes, &base, &size)
    pthread_attr_destroy(&attributes)
    lowestAllowed = UInt(bitPattern: base) + min(Self.reserve, UInt(size) / 2)
  }

  var isExhausted: Bool {
    var marker: UInt8 = 0
    return withUnsafePointer(to: &marker) { UInt(bitPattern: $0) } < lowestAllowed
  }
}
