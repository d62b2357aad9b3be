/// The text of one script or one prompt input, with a name for messages ("study.dcs", "dcs[3]").
public final class SourceText: Sendable {
  public let name: String
  public let text: String
  /// UTF-8; every offset in a `Span` counts these.
  public let bytes: [UInt8]
  /// Offset of the first byte of every line.
  private let lineStarts: [Int]

  public init(name: String, text: String) {
    self.name = name
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Line and column of a byte offset, both from 1; columns count characters, not bytes.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let prefix = String(decoding: bytes[lineStarts[low]..<offset], as: UTF8.self)
    return (low + 1, prefix.count + 1)
  }

  /// Line `number` (from 1) without its newline.
  public func line(_ number: Int) -> String {
    guard number >= 1, number <= lineStarts.count else { return "" }
    let start = lineStarts[number - 1]
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}
