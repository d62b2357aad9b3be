/// An ONNX file without the numbers of its large initializers, which stay where they are: the
/// outline names them as data outside of the model (onnx.proto, TensorProto.external_data), in the
/// file itself. So a large model is in memory once, as what becomes of its numbers.
package struct ONNXOutline {
  private let source: ByteSource
  private let name: String
  private let smallest: Int
  private var window = ByteWindow()
  private var leftOut = 0

  /// Raw numbers of fewer bytes stay in the outline.
  package static let smallest = 1 << 20

  /// nil when the file has no such numbers, or is none that this understands: then it is to be read
  /// as a whole, and refused there. `name` is the file's in its folder.
  package static func bytes(of source: ByteSource, called name: String, smallest: Int = smallest)
    throws(ModelExchangeError) -> [UInt8]?
  {
    var outline = ONNXOutline(source: source, name: name, smallest: smallest)
    guard source.count >= smallest, let pieces = try outline.model(), outline.leftOut > 0 else {
      return nil
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(pieces.count)
    for piece in pieces.list {
      switch piece {
      case .file(let range): bytes += try source.bytes(range)
      case .written(let written): bytes += written
      }
    }
    return bytes
  }

  private init(source: ByteSource, name: String, smallest: Int) {
    (self.source, self.name, self.smallest) = (source, name, smallest)
  }

  // MARK: Messages

  /// message ModelProto: graph 7
  private mutating func model() throws(ModelExchangeError) -> Pieces? {
    try copied(0..<source.count) { (outline, field) throws(ModelExchangeError) in
      guard field.number == 7 else { return .same }
      return try outline.graph(field.content).map { .message($0) }
    }
  }

  /// message GraphProto: initializer 5
  private mutating func graph(_ bytes: Range<Int>) throws(ModelExchangeError) -> Pieces? {
    try copied(bytes) { (outline, field) throws(ModelExchangeError) in
      guard field.number == 5, field.content.count >= outline.smallest else { return .same }
      return try outline.tensor(field.content).map { .message($0) }
    }
  }

  /// message TensorProto: raw_data 9, external_data 13, data_location 14
  private mutating func tensor(_ bytes: Range<Int>) throws(ModelExchangeError) -> Pieces? {
    var raw: Range<Int>?
    var isUsual = true
    let rest = try copied(bytes) { (outline, field) throws(ModelExchangeError) in
      if [13, 14].contains(field.number) { isUsual = false }
      guard field.number == 9, field.content.count >= outline.smallest else { return .same }
      if raw != nil { isUsual = false }
      raw = field.content
      return .nothing
    }
    guard var pieces = rest, isUsual else { return nil }
    guard let raw else { return pieces }
    leftOut += 1
    let entries = [
      ("location", name), ("offset", "\(raw.lowerBound)"), ("length", "\(raw.count)"),
    ]
    pieces.add(
      ProtobufWriter.message { writer in
        for (key, value) in entries {
          writer.message(13) { entry in
            entry.text(1, key)
            entry.text(2, value)
          }
        }
        writer.integer(14, 1)
      })
    return pieces
  }

  // MARK: Fields

  private struct Field {
    let number: Int
    /// Whether it has a length: a message, a text, bytes.
    let isBytes: Bool
    let content: Range<Int>
    let start: Int
  }

  private enum Replacement {
    case same, nothing
    case message(Pieces)
  }

  /// The fields of a message that the file has at `bytes`; of those with bytes, `replacement` says
  /// what becomes of them, and nil that the file is none that this understands.
  private mutating func copied(
    _ bytes: Range<Int>,
    _ replacement: (inout ONNXOutline, Field) throws(ModelExchangeError) -> Replacement?
  ) throws(ModelExchangeError) -> Pieces? {
    var (pieces, position) = (Pieces(), bytes.lowerBound)
    while position < bytes.upperBound {
      guard let field = try field(at: position, below: bytes.upperBound) else { return nil }
      position = field.content.upperBound
      let found = field.isBytes ? try replacement(&self, field) : .same
      switch found {
      case nil: return nil
      case .nothing: break
      case .same: pieces.add(field.start..<field.content.upperBound)
      case .message(let message):
        pieces.add(ProtobufWriter.variable(UInt64(field.number) << 3 | 2))
        pieces.add(ProtobufWriter.variable(UInt64(message.count)))
        pieces.add(message)
      }
    }
    return pieces
  }

  private mutating func field(at start: Int, below end: Int) throws(ModelExchangeError) -> Field? {
    var position = start
    guard let key = try variable(at: &position, below: end), key >> 3 > 0 else { return nil }
    var length = 0
    switch key & 7 {
    case 0: if try variable(at: &position, below: end) == nil { return nil }
    case 1: length = 8
    case 2:
      guard let bytes = try variable(at: &position, below: end), bytes <= UInt64(end) else {
        return nil
      }
      length = Int(bytes)
    case 5: length = 4
    default: return nil
    }
    guard length <= end - position else { return nil }
    return Field(
      number: Int(truncatingIfNeeded: key >> 3), isBytes: key & 7 == 2,
      content: position..<position + length, start: start)
  }

  /// LEB128, at most ten bytes.
  private mutating func variable(at position: inout Int, below end: Int)
    throws(ModelExchangeError) -> UInt64?
  {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 70, by: 7) {
      guard position < end else { return nil }
      let byte = try window.byte(at: position, of: source)
      position += 1
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}

/// Bytes of the file and others, one behind the other.
private struct Pieces {
  enum Piece {
    case file(Range<Int>)
    case written([UInt8])
  }

  private(set) var list: [Piece] = []
  private(set) var count = 0

  mutating func add(_ range: Range<Int>) {
    count += range.count
    if case .file(let last)? = list.last, last.upperBound == range.lowerBound {
      list[list.count - 1] = .file(last.lowerBound..<range.upperBound)
    } else {
      list.append(.file(range))
    }
  }

  mutating func add(_ bytes: [UInt8]) {
    count += bytes.count
    list.append(.written(bytes))
  }

  mutating func add(_ other: Pieces) {
    count += other.count
    list += other.list
  }
}

/// The part of a file around the byte that was read last.
private struct ByteWindow {
  private var bytes: [UInt8] = []
  private var start = 0

  private static let size = 1 << 16

  /// Precondition: `position` is below the count of the source.
  mutating func byte(at position: Int, of source: ByteSource) throws(ModelExchangeError) -> UInt8 {
    if position < start || position >= start + bytes.count {
      start = position
      bytes = try source.bytes(position..<min(source.count, position + Self.size))
    }
    return bytes[position - start]
  }
}
