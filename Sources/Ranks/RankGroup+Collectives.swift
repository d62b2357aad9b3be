extension RankGroup {
  /// Tells all ranks what each is called. Gives, on rank 0, the names of those whose `trait` is
  /// another than rank 0's, with it.
  public func introduce(trait: String) throws(RankError) -> [String] {
    guard isFirst else {
      try send(Array(name.utf8), to: 0)
      try send(Array(trait.utf8), to: 0)
      var reader = MessageReader(try receive(from: 0))
      let names = (0..<count).map { _ in reader.text() ?? "" }
      self.names.withLock { $0 = names }
      return []
    }
    var (names, others): ([String], [String]) = ([name], [])
    for peer in 1..<count {
      names.append(String(decoding: try receive(from: peer), as: UTF8.self))
      let theirs = String(decoding: try receive(from: peer), as: UTF8.self)
      if theirs != trait { others.append("\(names[peer]) (\(theirs))") }
    }
    var message = MessageWriter()
    for name in names { message.write(name) }
    _ = try shared(message.bytes)
    self.names.withLock { [names] in $0 = names }
    return others
  }

  /// Who a rank is, in messages.
  func name(of rank: Int) -> String { names.withLock { $0[rank] } }

  /// The bytes of rank 0, on all ranks.
  public func shared(_ bytes: [UInt8]) throws(RankError) -> [UInt8] {
    guard isFirst else { return try receive(from: 0) }
    for peer in 1..<count { try send(bytes, to: peer) }
    return bytes
  }

  /// Waits until all ranks have come here, and throws where they came to different places.
  /// `place` says what they are about to do: "sweep at study.dcs:12".
  public func meet(at place: String) throws(RankError) {
    guard isFirst else {
      try send(Array(place.utf8), to: 0)
      return try agree(String(decoding: try receive(from: 0), as: UTF8.self), place)
    }
    var others: [String] = []
    for peer in 1..<count {
      others.append(String(decoding: try receive(from: peer), as: UTF8.self))
    }
    for peer in 1..<count { try send(Array(place.utf8), to: peer) }
    if let peer = others.firstIndex(where: { $0 != place }) {
      throw .apart(rank: name(of: peer + 1), there: others[peer], here: place)
    }
  }

  private func agree(_ first: String, _ place: String) throws(RankError) {
    guard first == place else { throw .apart(rank: name(of: rank), there: place, here: first) }
  }
}
