/// `help`, `help prune`, `?prune`, `??prune`, `prune?`: questions that only a prompt understands.
struct HelpRequest: Equatable {
  /// The word that made it a question: a variable of that name takes it back.
  let keyword: String
  /// Nil asks for the list of everything.
  let subject: String?
  /// With the mathematics and the paper's section.
  let isDetailed: Bool

  init?(_ words: String) {
    let isDetailed = words.hasPrefix("??")
    if words.hasPrefix("?") {
      self.init("?", String(words.drop { $0 == "?" }), isDetailed)
    } else if words.hasSuffix("?") {
      self.init("?", String(words.prefix { $0 != "?" }), words.hasSuffix("??"))
    } else if words == "help" || words == "help()" {
      self.init("help", "", false)
    } else if words.hasPrefix("help ") {
      self.init("help", String(words.dropFirst(5)), false)
    } else {
      return nil
    }
  }

  /// Nil when what follows is no name.
  private init?(_ keyword: String, _ subject: String, _ isDetailed: Bool) {
    let name = subject.trimmed
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == ":" })
    else { return nil }
    self.keyword = keyword
    self.subject = name.isEmpty ? nil : name
    self.isDetailed = isDetailed
  }
}
