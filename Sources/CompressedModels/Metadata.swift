/// What a file says about its origin. Free of dates and machine names, so that a study's file is
/// the same everywhere.
public struct Metadata: Sendable, Equatable {
  /// Name and version of the program that wrote the file.
  public var tool: String
  /// The seed of the study that made the network.
  public var seed: UInt64?
  /// Anything else, by name.
  public var texts: [String: String]

  public init(tool: String = "", seed: UInt64? = nil, texts: [String: String] = [:]) {
    (self.tool, self.seed, self.texts) = (tool, seed, texts)
  }

  /// The state of the random source behind the making of the network, for work that goes on there.
  public var randomState: String? {
    get { texts["random source"] }
    set { texts["random source"] = newValue }
  }
}
