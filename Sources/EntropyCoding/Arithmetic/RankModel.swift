/// All that streams of ranks must agree on before they start: what FORMAT.md, section 12, states in
/// front of them.
public struct RankModel: Sendable, Equatable {
  public var alphabet: RankAlphabet
  /// Whether sizes above and below zero are learned apart.
  public var splitsSigns: Bool
  /// nil: a weight is foretold by nothing but how often each rank has come before.
  public var neighbourhood: RankNeighbourhood?

  public init(
    alphabet: RankAlphabet, splitsSigns: Bool = false, neighbourhood: RankNeighbourhood? = nil
  ) {
    (self.alphabet, self.splitsSigns, self.neighbourhood) = (alphabet, splitsSigns, neighbourhood)
  }

  /// For sizes above zero and below it; one for both unless they are learned apart.
  package var trees: [RankTree] {
    let counts = splitsSigns ? [alphabet.positives, alphabet.negatives] : [alphabet.largest]
    return counts.map(RankTree.init)
  }
}
