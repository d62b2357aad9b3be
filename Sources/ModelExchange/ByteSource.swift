@preconcurrency import Glibc

/// Bytes that are read where they are wanted: of a large file only parts need be in memory at a
/// time.
public struct ByteSource: Sendable {
  public let count: Int
  private let origin: Origin

  private enum Origin: Sendable {
    case memory([UInt8])
    case file(Descriptor)
  }

  /// A file in the same folder as the one at `path`.
  public static func path(of name: String, beside path: String) -> String {
    (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
  }

  /// What a file is called in its folder.
  static func name(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...])
  }

  public init(_ bytes: [UInt8]) { (count, origin) = (bytes.count, .memory(bytes)) }

  /// The file as it is now. Throws `externalFile` when it cannot be read.
  public init(file path: String) throws(ModelExchangeError) {
    let descriptor = try Descriptor(path)
    (count, origin) = (descriptor.size, .file(descriptor))
  }

  /// Throws `outOfBounds` beyond the end, and `externalFile` when reading fails.
  package func bytes(_ range: Range<Int>) throws(ModelExchangeError) -> [UInt8] {
    try elements(range) { _ in }
  }

  /// As many 32-bit floats as the range holds.
  func floats(_ range: Range<Int>) throws(ModelExchangeError) -> [Float] {
    try elements(range, LittleEndian.fromLittleEndian)
  }

  /// As many 16-bit numbers as the range holds.
  func halves(_ range: Range<Int>) throws(ModelExchangeError) -> [UInt16] {
    try elements(range) { (room: UnsafeMutableBufferPointer<UInt16>) in
      for place in room.indices { room[place] = UInt16(littleEndian: room[place]) }
    }
  }

  /// The numbers of a tensor as 32-bit floats, without a copy of their bytes beside them where they
  /// are of 16 or 32 bits. `type` is one that can be compressed (`ONNXDocument.isCompressible`).
  func values(_ range: Range<Int>, of type: Int) throws(ModelExchangeError) -> [Float] {
    switch type {
    case 1: try floats(range)
    case 16: Self.widened(try halves(range)) { UInt32($0) << 16 }
    case 10: Self.widened(try halves(range)) { Float(Float16(bitPattern: $0)).bitPattern }
    default: ONNXDocument.values(try bytes(range)[...], of: type)
    }
  }

  private static func widened(_ halves: [UInt16], _ bits: (UInt16) -> UInt32) -> [Float] {
    [Float](unsafeUninitializedCapacity: halves.count) { target, count in
      count = halves.count
      for place in 0..<count { target[place] = Float(bitPattern: bits(halves[place])) }
    }
  }

  private func elements<Element: BitwiseCopyable>(
    _ range: Range<Int>, _ finish: (UnsafeMutableBufferPointer<Element>) -> Void
  ) throws(ModelExchangeError) -> [Element] {
    guard range.lowerBound >= 0, range.upperBound <= count else {
      throw .outOfBounds(name: "bytes \(range)")
    }
    let elementCount = range.count / MemoryLayout<Element>.size
    var failure: ModelExchangeError?
    let elements = [Element](unsafeUninitializedCapacity: elementCount) { target, filled in
      let room = UnsafeMutableBufferPointer(rebasing: target[..<elementCount])
      do throws(ModelExchangeError) {
        try fill(UnsafeMutableRawBufferPointer(room), from: range.lowerBound)
        finish(room)
        filled = elementCount
      } catch { failure = error }
    }
    if let failure { throw failure }
    return elements
  }

  private func fill(_ target: UnsafeMutableRawBufferPointer, from offset: Int)
    throws(ModelExchangeError)
  {
    switch origin {
    case .memory(let bytes):
      bytes.withUnsafeBytes {
        target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + target.count]))
      }
    case .file(let descriptor): try descriptor.fill(target, from: offset)
    }
  }

  /// An open file, closed with its last user.
  private final class Descriptor: Sendable {
    let size: Int
    private let path: String
    private let number: Int32

    init(_ path: String) throws(ModelExchangeError) {
      let number = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
      var status = stat()
      guard number >= 0, fstat(number, &status) == 0 else {
        let reason = String(cString: strerror(errno))
        if number >= 0 { close(number) }
        throw .externalFile(name: path, reason: reason)
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        close(number)
        throw .externalFile(name: path, reason: "it is no file")
      }
      (self.path, self.number, size) = (path, number, Int(status.st_size))
    }

    deinit { close(number) }

    func fill(_ target: UnsafeMutableRawBufferPointer, from offset: Int) throws(ModelExchangeError)
    {
      var done = 0
      while done < target.count {
        let count = pread(
          number, target.baseAddress?.advanced(by: done), target.count - done, off_t(offset + done))
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          throw .externalFile(
            name: path, reason: count < 0 ? String(cString: strerror(errno)) : "it became shorter")
        }
        done += count
      }
    }
  }
}
