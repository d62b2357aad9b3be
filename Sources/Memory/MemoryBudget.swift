/// How many bytes of memory this process may use. What takes much asks first: an error that a
/// script can catch is better than a machine that swaps, or a process that is killed.
///
/// What asks: tensors, texts, lists, files, what is decoded, at times the interpreter. What is
/// small does not: it costs more than it saves.
public struct MemoryBudget: Sendable, Equatable {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }

  /// What `--memory` says, for all that is done inside; nil for the machine's.
  @TaskLocal public static var asked: MemoryBudget?

  public static var current: MemoryBudget { asked ?? ofMachine }

  /// Three quarters of what the machine, or the container, has: the rest is for the system and for
  /// what libraries take without asking.
  public static let ofMachine = MemoryBudget(
    bytes: MemoryFacts.ofMachine / 4 * 3)

  /// Less than this is not asked for.
  static let negligible = 1 << 20

  /// Throws unless so many bytes more fit. `purpose` begins the message: "a tensor of [3, 3]".
  public static func require(
    _ count: Int, for purpose: @autoclosure () -> String
  ) throws(MemoryShortage) {
    guard count >= negligible else { return }
    try current.require(count, purpose)
  }

  /// Throws when more than the budget is in use already: for those who take a little, often.
  public static func check() throws(MemoryShortage) {
    try current.require(0) { "this" }
  }

  private func require(_ count: Int, _ purpose: () -> String) throws(MemoryShortage) {
    guard count <= bytes else {
      throw MemoryShortage(
        purpose: purpose(), needed: count, inUse: MemoryFacts.inUse, budget: bytes)
    }
    guard MemoryFacts.inUse > bytes - count else { return }
    // The C library keeps what was freed for the next who asks: it does not count.
    MemoryFacts.giveBack()
    let inUse = MemoryFacts.inUse
    guard inUse > bytes - count else { return }
    throw MemoryShortage(purpose: purpose(), needed: count, inUse: inUse, budget: bytes)
  }
}

/// The budget doesn't allow it.
public struct MemoryShortage: Error, Equatable, Sendable, CustomStringConvertible {
  public let purpose: String
  public let needed: Int
  public let inUse: Int
  public let budget: Int

  public var description: String {
    guard needed > 0 else {
      return "\(ByteCount(inUse)) of memory are in use, \(ByteCount(budget)) may be"
    }
    return """
      \(purpose) takes \(ByteCount(needed)) of memory; \(ByteCount(inUse)) are in use, \
      \(ByteCount(budget)) may be
      """
  }

  /// What to do about it.
  public var remedy: String {
    let size = ByteCount(max(inUse + needed, budget) * 5 / 4).word
    return "dcs --memory \(size) allows more, if there is more"
  }
}
