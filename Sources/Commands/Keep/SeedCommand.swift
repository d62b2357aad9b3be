import Language

struct SeedCommand: Command {
  static let name = "seed"
  static let summary = "Starts the session's random numbers anew from a whole number."
  static let details =
    """
    Sessions start from 0. Every random choice (weights, shuffling, dropout, forgy) is drawn from \
    here.
    """
  static let group = CommandGroup.keep
  static let seed = Parameter<Int>("number", "0 or more")
  static let parameters: [any AnyParameter] = [seed]
  static let examples = [
    Example("seed 42; a = lenet300(); seed 42; b = lenet300(); print same(a, b)", prints: "true")
  ]
  static let isQuiet = true
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.seed, in: 0...9_007_199_254_740_992)
    session.reseed(UInt64(call[Self.seed]))
    return .number(Double(call[Self.seed]))
  }
}
