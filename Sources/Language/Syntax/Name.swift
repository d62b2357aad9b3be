/// An identifier where it was written.
public struct Name: Sendable {
  public let text: String
  public let span: Span

  public init(_ text: String, _ span: Span) {
    (self.text, self.span) = (text, span)
  }
}
