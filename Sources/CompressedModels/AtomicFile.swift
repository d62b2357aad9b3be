@preconcurrency import Glibc

/// Writes a file so that others see either all of it or what was there before.
public enum AtomicFile {
  /// Writes beside the destination, flushes to the disk, then renames. Leaves nothing behind when
  /// it fails.
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(FileWriteError)
  {
    let folder = Self.folder(of: path)
    try checkDestination(path, folder: folder)
    let temporary = "\(folder)/.\(name(of: path)).\(getpid()).part"
    var failure = writeAll(Array(bytes), to: temporary)
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(temporary)
      // The folder is there: one that takes no files, such as /proc, says ENOENT too.
      throw FileWriteError(path: path, errorNumber: failure == ENOENT ? EACCES : failure)
    }
    flushFolder(folder)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  private static func checkDestination(_ path: String, folder: String) throws(FileWriteError) {
    var status = stat()
    guard stat(folder, &status) == 0 else { throw FileWriteError(path: path, errorNumber: errno) }
    if name(of: path).isEmpty { throw FileWriteError(path: path, errorNumber: EISDIR) }
    guard stat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw FileWriteError(path: path, errorNumber: EISDIR)
    // Renaming would replace /dev/null itself.
    default: throw FileWriteError(path: path, errorNumber: ENOTSUP)
    }
  }

  /// 0, or `errno` of the call that failed.
  private static func writeAll(_ bytes: [UInt8], to path: String) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { return errno }
    var failure: Int32 = 0
    var written = 0
    while written < bytes.count, failure == 0 {
      let count = bytes.withUnsafeBytes {
        Glibc.write(file, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 { written += count } else if errno != EINTR { failure = errno }
    }
    if failure == 0, fsync(file) != 0 { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    return failure
  }

  /// Makes the rename itself durable. Some file systems cannot; the file is complete all the same.
  private static func flushFolder(_ folder: String) {
    let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }
}

/// Why a file could not be written.
public struct FileWriteError: Error, Equatable, Sendable, CustomStringConvertible {
  public let path: String
  /// `errno` of the call that failed.
  public let errorNumber: Int32

  public init(path: String, errorNumber: Int32) {
    (self.path, self.errorNumber) = (path, errorNumber)
  }

  public var description: String {
    let reason =
      switch errorNumber {
      case ENOENT: "its folder does not exist"
      case ENOTDIR: "a part of its path is not a folder"
      case EACCES, EPERM: "writing there is not allowed"
      case EROFS: "the file system is read-only"
      case ENOSPC, EDQUOT: "the disk is full"
      case EISDIR: "it is a folder"
      case ENOTSUP: "it is a device or a pipe"
      case ENAMETOOLONG: "the name is too long"
      default: String(cString: strerror(errorNumber))
      }
    return "cannot write '\(path)': \(reason)"
  }
}
