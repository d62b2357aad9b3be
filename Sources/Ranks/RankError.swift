/// Why processes cannot work together.
public enum RankError: Error, Equatable, Sendable, CustomStringConvertible {
  case noLibrary(String)
  case noFunction(String)
  /// A call of the library gave something else than success.
  case call(String, code: Int)
  /// A rank ended while others wait for it: its name, and what it said last.
  case ended(rank: String, reason: String)
  /// A rank could not do its part, which the others can.
  case failed(rank: String, reason: String)
  /// The ranks are not at the same place of the script.
  case apart(rank: String, there: String, here: String)
  /// Rank 0 has ended, and with it the run.
  case abandoned

  public var description: String {
    switch self {
    case .noLibrary(let name):
      "dcs was started as one of several ranks, but Open MPI's library \(name) is not here"
    case .noFunction(let name): "Open MPI has no function \(name): it is another version"
    case .call(let name, let code): "Open MPI's \(name) fails with code \(code)"
    case .ended(let rank, let reason): "\(rank) ended before the others: \(reason)"
    case .failed(let rank, let reason): "\(rank) cannot do its part: \(reason)"
    case .apart(let rank, let there, let here):
      "the ranks do different things: \(rank) is at '\(there)', rank 0 at '\(here)'"
    case .abandoned: "rank 0 has ended"
    }
  }

  public var remedy: String? {
    switch self {
    case .noLibrary, .noFunction: "sudo apt-get install libopenmpi3"
    case .failed, .ended: "every rank needs the same files and as much memory"
    case .apart: "what a script does must not depend on times, hosts or files of one rank alone"
    case .call, .abandoned: nil
    }
  }
}
