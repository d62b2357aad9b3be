import Glibc

/// A file that is being written beside its destination.
final class UnfinishedFile {
  private let descriptor: Int32
  private let folder: Int32
  /// nil while it has no name.
  private var name: String?

  /// Linux: a file without a name. Swift's Glibc module leaves this constant of GNU's out.
  private static let withoutName = O_DIRECTORY | 0o20_000_000

  /// Only its owner reads it before it is complete.
  private static let mode: mode_t = 0o600

  init(beside destination: FileDestination) throws(FileFault) {
    folder = destination.folder
    // A new file gets the mode that new files get here; that of one that is replaced comes later.
    let mode = destination.replaced == nil ? 0o666 : Self.mode
    let unnamed = openat(folder, ".", O_WRONLY | O_CLOEXEC | Self.withoutName, mode)
    if unnamed >= 0, access("/proc/self/fd/\(unnamed)", F_OK) == 0 {
      descriptor = unnamed
      flock(unnamed, LOCK_EX | LOCK_NB)
      return
    }
    if unnamed >= 0 { Glibc.close(unnamed) }
    (descriptor, name) = try Self.named(in: folder, mode)
  }

  /// A new file that nobody else has: a link that somebody planted under its name is not followed.
  private static func named(
    in folder: Int32, _ mode: mode_t
  ) throws(FileFault) -> (descriptor: Int32, name: String) {
    for _ in 0..<100 {
      let name = AbandonedFiles.newName()
      let descriptor = openat(
        folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        // The folder is there: one that takes no files, such as /proc, says ENOENT too.
        throw FileFault(errno == ENOENT ? EACCES : errno)
      }
      flock(descriptor, LOCK_EX | LOCK_NB)
      var status = stat()
      // Before it was locked it looked abandoned, and somebody may have removed it.
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (descriptor, name) }
      Glibc.close(descriptor)
    }
    throw FileFault(EEXIST)
  }

  func append(_ bytes: ContiguousArray<UInt8>) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count > 0 {
        done += count
      } else if count == 0 || errno != EINTR {
        throw FileFault(count == 0 ? EIO : errno)
      }
    }
  }

  /// Makes what was appended durable.
  func flush() throws(FileFault) {
    // What cannot be flushed, such as some network file systems, says EINVAL.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileFault() }
  }

  /// Mode and owner of the file that is replaced. Who may not give files away keeps the new one.
  func take(_ replaced: stat?) throws(FileFault) {
    guard let replaced else { return }
    if fchown(descriptor, replaced.st_uid, replaced.st_gid) != 0 {
      _ = fchown(descriptor, uid_t.max, replaced.st_gid)
    }
    guard fchmod(descriptor, replaced.st_mode & 0o7777) == 0 || errno == EPERM else {
      throw FileFault()
    }
  }

  /// Gets the destination's name, at once.
  func become(_ destination: FileDestination) throws(FileFault) {
    if name == nil { try getName() }
    guard let name, renameat(folder, name, folder, destination.name) == 0 else {
      throw FileFault()
    }
    self.name = nil
  }

  private func getName() throws(FileFault) {
    for _ in 0..<100 {
      let name = AbandonedFiles.newName()
      let source = "/proc/self/fd/\(descriptor)"
      if linkat(AT_FDCWD, source, folder, name, AT_SYMLINK_FOLLOW) == 0 {
        self.name = name
        return
      }
      guard errno == EEXIST else { throw FileFault() }
    }
    throw FileFault(EEXIST)
  }

  func close() { Glibc.close(descriptor) }

  /// Leaves nothing behind.
  func abandon() {
    if let name { unlinkat(folder, name, 0) }
    close()
  }
}
