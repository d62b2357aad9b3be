import Glibc

extension SourceText {
  /// A script on disk. Throws kind `file` when it cannot be read, `syntax` when it is not text.
  public convenience init(contentsOf path: String) throws(Diagnostic) {
    let bytes = try Self.read(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(.syntax, "\(path) is not a text file", hint: "scripts are UTF-8")
    }
    self.init(name: path, text: text)
  }

  /// The largest script read: nobody writes more, and a data file given by mistake stops here.
  private static let sizeLimit = 16_000_000

  private static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    guard let file = fopen(path, "rb") else {
      throw Diagnostic(.file, "cannot read \(path): \(reason())")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= sizeLimit else {
        throw Diagnostic(.limit, "\(path) is larger than \(sizeLimit / 1_000_000) MB: not a script")
      }
    }
    guard ferror(file) == 0 else { throw Diagnostic(.file, "cannot read \(path): \(reason())") }
    return bytes
  }

  private static func reason() -> String {
    switch errno {
    case ENOENT: "no such file"
    case EISDIR: "it is a folder"
    case EACCES: "permission denied"
    default: String(cString: strerror(errno))
    }
  }

  /// Where a relative path written in this source starts: its folder, with a final slash, or
  /// nothing.
  var folder: String {
    guard let slash = name.lastIndex(of: "/") else { return "" }
    return String(name[...slash])
  }
}
