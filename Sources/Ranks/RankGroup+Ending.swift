@preconcurrency import Glibc

extension RankGroup {
  /// How a rank's script ended.
  public struct Ending: Sendable, Equatable {
    public let code: Int32
    /// What stopped it.
    public let reason: String

    public init(code: Int32, reason: String) { (self.code, self.reason) = (code, reason) }
  }

  /// What this rank says of its end when it is asked.
  public func note(_ reason: String) { words.withLock { $0 = reason } }

  /// What it noted last.
  public var noted: String { words.withLock { $0 } }

  /// Tells the others that the script ended here and waits until it has everywhere. Gives, on rank
  /// 0, what ranks say that ended worse than rank 0 itself: "rank 3 on node7: ...".
  public func end(_ ending: Ending) throws(RankError) -> [String] {
    var message = MessageWriter()
    message.write(Int(ending.code))
    message.write(name)
    message.write(ending.reason)
    let others = isFirst ? Array(1..<count) : [0]
    var complaints: [String] = []
    for peer in others { try send(message.bytes, to: peer, .end) }
    for peer in others {
      let (other, name) = try readEnding(of: peer)
      if other.code > ending.code { complaints.append("\(name): \(other.reason)") }
    }
    leave()
    return isFirst ? complaints : []
  }

  /// Each rank says once that it ended.
  private func readEnding(of peer: Int) throws(RankError) -> (Ending, name: String) {
    if let heard = heard.withLock({ $0[peer] }) { return heard }
    var reader = MessageReader(try receive(from: peer, .end))
    let code = Int32(truncatingIfNeeded: reader.integer() ?? 0)
    let name = reader.text() ?? name(of: peer)
    let ending = (Ending(code: code, reason: reader.text() ?? ""), name)
    heard.withLock { $0[peer] = ending }
    return ending
  }

  /// Whether the script ended at a rank that others wait for. Rank 0 hears from all, the others
  /// from rank 0.
  func hasEnded(_ peer: Int?) throws(RankError) -> Bool {
    try sender(of: .end, from: isFirst ? nil : 0) != nil
  }

  func ending(of peer: Int?) throws(RankError) -> RankError {
    guard isFirst else { return .abandoned }
    guard let sender = try sender(of: .end) else { return .abandoned }
    let (ending, name) = try readEnding(of: sender)
    return .ended(
      rank: name, reason: ending.reason.isEmpty ? "its script is done" : ending.reason)
  }
}
