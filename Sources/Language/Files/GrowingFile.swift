import Glibc

/// A text file that grows by whole lines: what long work has found so far. Each line is written at
/// once, to the disk, while nobody else writes; a line that a writer did not finish, because the
/// machine stopped, counts as not there and goes with the next one that is written.
public struct GrowingFile: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// The whole lines, without their ends; none where there is no file.
  public func lines() throws(FileWriteError) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw FileWriteError(path: path, errorNumber: errno)
    }
    defer { close(descriptor) }
    return Self.whole(try content(descriptor, from: 0)).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).dropLast().map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }

  /// The first of them; nil when there is none. Precondition: it is shorter than 64 KB.
  public func firstLine() throws(FileWriteError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let start = try content(descriptor, from: 0, atMost: 1 << 16)
    guard let end = start.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    return String(decoding: start[..<end], as: UTF8.self)
  }

  /// Adds a line, behind `header` when the file is new or empty.
  public func append(_ line: String, header: String) throws(FileWriteError) {
    let descriptor = try opened()
    defer { close(descriptor) }  // and with it the lock
    let size = try size(descriptor)
    // No line is longer than that.
    let start = max(0, size - 1 << 20)
    let whole = start + Self.whole(try content(descriptor, from: start)).count
    if whole < size, ftruncate(descriptor, whole) != 0 { throw fault() }
    let text = Array(((whole == 0 ? header + "\n" : "") + line + "\n").utf8)
    // One call: who is killed has written all of it or nothing.
    let count = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count == text.count else {
      let number = count < 0 ? errno : ENOSPC
      _ = ftruncate(descriptor, whole)
      throw FileWriteError(path: path, errorNumber: number)
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw fault() }
  }

  /// The file, locked; another that took its name meanwhile is waited for, too.
  private func opened() throws(FileWriteError) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw fault() }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      var (mine, named) = (stat(), stat())
      if fstat(descriptor, &mine) == 0, stat(path, &named) == 0, mine.st_ino == named.st_ino {
        return descriptor
      }
      close(descriptor)
    }
  }

  private func size(_ descriptor: Int32) throws(FileWriteError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fault() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileWriteError(
        path: path, errorNumber: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP)
    }
    return Int(status.st_size)
  }

  private func content(
    _ descriptor: Int32, from start: Int, atMost limit: Int = .max
  ) throws(FileWriteError) -> [UInt8] {
    let rest = try size(descriptor) - start
    var bytes = [UInt8](repeating: 0, count: min(limit, rest))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(
          descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, start + done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault() }
      if count == 0 { break }
      done += count
    }
    return Array(bytes[..<done])
  }

  /// Up to the last end of a line.
  private static func whole(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[..<((bytes.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)]
  }

  private func fault() -> FileWriteError { FileWriteError(path: path, errorNumber: errno) }
}
