/// A piece of source: what a token, a node or a diagnostic points at.
public struct Span: Sendable {
  public let source: SourceText
  /// Byte offsets into `source.bytes`.
  public let range: Range<Int>

  public init(_ source: SourceText, _ range: Range<Int>) {
    self.source = source
    self.range = range
  }

  public var text: String {
    String(decoding: source.bytes[range.clamped(to: 0..<source.bytes.count)], as: UTF8.self)
  }
  public var line: Int { source.position(of: range.lowerBound).line }
  public var column: Int { source.position(of: range.lowerBound).column }

  /// The smallest span that covers both.
  public func joined(with other: Span) -> Span {
    Span(
      source,
      min(range.lowerBound, other.range.lowerBound)..<max(range.upperBound, other.range.upperBound))
  }
}
