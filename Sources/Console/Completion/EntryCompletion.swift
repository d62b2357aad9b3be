/// How the text before the cursor may go on.
public struct EntryCompletion: Equatable, Sendable {
  /// Byte offset from which a candidate replaces the text up to the cursor.
  public var start: Int
  /// Whole replacements, best first.
  public var candidates: [String]
  /// The signature of the call that the cursor is in.
  public var signature: String?

  public init(start: Int, candidates: [String], signature: String? = nil) {
    (self.start, self.candidates, self.signature) = (start, candidates, signature)
  }
}
