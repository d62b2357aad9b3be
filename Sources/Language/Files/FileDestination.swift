import Glibc

/// Where a file is to be written: the folder, held open, and a name in it. A symbolic link is
/// followed to what it leads to, which need not be there yet.
struct FileDestination {
  /// Everything below is relative to this descriptor: the folder cannot be exchanged meanwhile.
  let folder: Int32
  let name: String
  /// The file that is there, if there is one.
  let replaced: stat?

  /// Linux: a descriptor that names a folder which may be written but not read. Swift's Glibc
  /// module leaves this constant of GNU's out.
  private static let nameOnly: Int32 = 0o10_000_000

  /// As many as the kernel follows.
  private static let mostLinks = 40

  init(_ path: String) throws(FileFault) {
    var path = path
    for _ in 0..<Self.mostLinks {
      let (folderPath, name) = Self.split(path)
      let folder = Self.opened(folderPath)
      guard folder >= 0 else { throw FileFault() }
      do throws(FileFault) {
        let found = try Self.look(at: name, in: folder)
        guard let found, found.st_mode & S_IFMT == S_IFLNK else {
          (self.folder, self.name, replaced) = (folder, name, found)
          return
        }
        let target = try Self.target(of: name, in: folder)
        path = target.hasPrefix("/") ? target : "\(folderPath)/\(target)"
      } catch {
        Glibc.close(folder)
        throw error
      }
      Glibc.close(folder)
    }
    throw FileFault(ELOOP)
  }

  func close() { Glibc.close(folder) }

  func flushFolder() { fsync(folder) }

  private static func opened(_ folder: String) -> Int32 {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor < 0, errno == EACCES else { return descriptor }
    return open(folder, nameOnly | O_DIRECTORY | O_CLOEXEC)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// What stands there: a file, a link, or nothing. All else is not replaced: a rename would take
  /// /dev/null away from everybody.
  private static func look(at name: String, in folder: Int32) throws(FileFault) -> stat? {
    if name.isEmpty || name == "." || name == ".." { throw FileFault(EISDIR) }
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return nil }
      throw FileFault()
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFLNK: return status
    case S_IFDIR: throw FileFault(EISDIR)
    default: throw FileFault(ENOTSUP)
    }
  }

  private static func target(of link: String, in folder: Int32) throws(FileFault) -> String {
    var characters = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlinkat(folder, link, &characters, characters.count)
    guard count > 0 else { throw FileFault() }
    return String(decoding: characters[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
