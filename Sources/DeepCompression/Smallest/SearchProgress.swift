/// How far a search is: told after every batch; throwing from there stops it.
public struct SearchProgress: Sendable {
  /// "teacher", "prune to 4%", "share 7 weights".
  public let stage: String
  /// Examples of the stage that were seen, and all of them.
  public let done: Int
  public let total: Int
  /// Set when a file was made and measured.
  public let finishedTrial: CompressionTrial?
}
