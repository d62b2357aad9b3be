import Datasets
import Language
import Memory
import ModelExchange
import Ranks

#if canImport(Glibc)
  import Glibc
#endif

/// Writing results: missing folders are made, files appear whole or not at all.
enum OutputFile {
  static func write(_ bytes: some Collection<UInt8>, to path: String) throws {
    let path = UserPath.expanded(path)
    guard !path.isEmpty else { throw Diagnostic(.file, "the path is empty") }
    try onFirstRank {
      try prepareFolder(of: path)
      try AtomicFile.write(bytes, to: path)
    }
  }

  /// Runs `body` on rank 0 alone, when all ranks have come here and none still asks whether there
  /// is such a file; the others wait, and throw what it throws there.
  static func onFirstRank(_ body: () throws -> Void) throws {
    _ = try ofFirstRank {
      try body()
      return []
    }
  }

  /// What `body` gives on rank 0, on all ranks.
  static func ofFirstRank(_ body: () throws -> [UInt8]) throws -> [UInt8] {
    guard let group = RankGroup.current else { return try body() }
    do {
      try group.meet(at: "a file")
      guard group.isFirst else { return try travelled(try group.shared([])) }
      let outcome = Result { try body() }
      _ = try group.shared(coded(outcome))
      return try outcome.get()
    } catch let error as RankError {
      throw Diagnostic(.limit, error.description, hint: error.remedy)
    }
  }

  private static func coded(_ outcome: Result<[UInt8], any Error>) -> [UInt8] {
    var writer = MessageWriter()
    switch outcome {
    case .success(let bytes):
      writer.write("")
      writer.write(bytes)
    case .failure(let error):
      let diagnostic = Diagnostic(error)
      writer.write(diagnostic.kind.rawValue)
      writer.write(diagnostic.message)
      writer.write(diagnostic.hint ?? "")
    }
    return writer.bytes
  }

  private static func travelled(_ bytes: [UInt8]) throws -> [UInt8] {
    var reader = MessageReader(bytes)
    guard let kind = Diagnostic.Kind(rawValue: reader.text() ?? "") else {
      return reader.blob() ?? []
    }
    let (message, hint) = (reader.text() ?? "", reader.text() ?? "")
    throw Diagnostic(kind, message, hint: hint.isEmpty ? nil : hint)
  }

  /// Makes the folders on the way to `path` that are missing: long work can do it first, so as not
  /// to fail at its end.
  static func prepareFolder(of path: String) throws {
    let path = UserPath.expanded(path)
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path[..<slash].split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      guard mkdir(made, 0o777) != 0, errno != EEXIST else { continue }
      let reason = String(cString: strerror(errno))
      throw Diagnostic(
        .file, "cannot make the folder '\(made)': \(reason)", hint: "choose another folder")
    }
  }
}

/// Reading files that a user names.
enum InputFile {
  /// The path itself, or where it leads from a folder of data sets when it leads nowhere from here.
  static func found(_ path: String) -> String {
    let path = UserPath.expanded(path)
    guard !path.hasPrefix("/"), !path.isEmpty, size(path) == nil else { return path }
    return DatasetSearch(directory: nil).folders.map { "\($0)/\(path)" }.first { size($0) != nil }
      ?? path
  }

  /// Where a folder is, from here or from a folder of data sets; nil when there is none.
  static func folder(_ path: String) -> String? {
    let path = UserPath.expanded(path)
    guard !path.isEmpty else { return nil }
    let others = path.hasPrefix("/") ? [] : DatasetSearch(directory: nil).folders
    return ([path] + others.map { "\($0)/\(path)" }).first { path in
      var status = stat()
      return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }

  /// What rank 0 finds at a path, on all ranks; nil where there is no file, or an empty one.
  static func contentOfFirstRank(_ path: String) throws -> [UInt8]? {
    let path = UserPath.expanded(path)
    let bytes = try OutputFile.ofFirstRank {
      guard size(path) != nil else { return [] }
      let source = try ByteSource(file: path)
      return try source.bytes(0..<source.count)
    }
    return bytes.isEmpty ? nil : bytes
  }

  /// More than this is refused before memory is taken.
  static let largestSize = 1 << 33

  /// Throws for what is no file, and for too large ones.
  static func checkedSize(_ path: String) throws -> Int {
    var status = stat()
    guard stat(UserPath.expanded(path), &status) == 0 else {
      let reason = String(cString: strerror(errno))
      throw Diagnostic(.file, "cannot read '\(path)': \(reason)", hint: remedy(path))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Diagnostic(.file, "'\(path)' is not a file")
    }
    guard status.st_size <= largestSize else {
      throw Diagnostic(
        .limit, "'\(path)' has \(status.st_size) bytes; at most \(largestSize) are read")
    }
    try MemoryBudget.require(Int(status.st_size), for: "'\(path)'")
    return Int(status.st_size)
  }

  /// A file of nearly this name, or what there is beside it of its kind.
  private static func remedy(_ path: String) -> String? {
    let path = UserPath.expanded(path)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    guard !name.isEmpty else { return nil }
    guard let names = names(in: folder.isEmpty ? "." : folder) else {
      return "there is no folder '\(folder)'"
    }
    if let near = Suggestion.hint(for: name, among: names) { return near }
    let ending = name.split(separator: ".").dropFirst().last.map { ".\($0)" } ?? ""
    let others = ending.isEmpty ? [] : names.filter { $0.hasSuffix(ending) }.prefix(3)
    return others.isEmpty ? nil : "here are " + others.joined(separator: ", ")
  }

  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// All bytes, or no more than the first few.
  static func read(_ path: String, first limit: Int = .max) throws -> [UInt8] {
    let size = try checkedSize(path)
    // Should a pipe have taken the file's place meanwhile, nobody waits for its writer.
    let descriptor = open(UserPath.expanded(path), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Diagnostic(.file, "cannot read '\(path)': \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    return try content(descriptor, size: min(size, limit), path: path)
  }

  private static func content(_ descriptor: Int32, size: Int, path: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), size - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      done += count
    }
    guard done == size else { throw Diagnostic(.file, "'\(path)' changed while it was read") }
    return bytes
  }

  /// Size in bytes, or nil when there is no such file.
  static func size(_ path: String) -> Int? {
    var status = stat()
    guard stat(UserPath.expanded(path), &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }
}
