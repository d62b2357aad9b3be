import Glibc

/// Files that a writer left unfinished when it was killed, known by their names and by a lock that
/// nobody holds any more.
enum AbandonedFiles {
  private static let prefix = ".dcs-"
  private static let suffix = ".part"
  /// A folder may hold a million files; every save looks at no more of them than this.
  private static let mostLookedAt = 4096

  /// Short, whatever the destination is called, and not to be guessed.
  static func newName() -> String {
    prefix + String(UInt64.random(in: .min ... .max), radix: 36) + suffix
  }

  static func remove(in folder: Int32) {
    for name in names(in: folder) where isAbandoned(name, in: folder) {
      unlinkat(folder, name, 0)
    }
  }

  private static func names(in folder: Int32) -> [String] {
    // A descriptor of its own: closing the stream closes it.
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      if copy >= 0 { close(copy) }
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    for _ in 0..<mostLookedAt {
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(prefix), name.hasSuffix(suffix) { names.append(name) }
    }
    return names
  }

  private static func isAbandoned(_ name: String, in folder: Int32) -> Bool {
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var status = stat()
    return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && status.st_uid == geteuid() && flock(file, LOCK_EX | LOCK_NB) == 0
  }
}
