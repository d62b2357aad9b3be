import Language
import Testing

/// What stands around the cursor, as far as completion shows it.
@Suite struct CursorContextTests {
  private func completion(_ marked: String) -> Completion {
    let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    return Completer(commands: testCommands, globals: Environment()).complete(
      parts.joined(), cursor: parts[0].utf8.count)
  }

  /// The word before the cursor is replaced, in bytes; what follows the cursor does not count.
  @Test(arguments: [
    ("sq¦", 0..<2), ("print sq¦rt", 6..<8), ("ä = sq¦", 5..<7), ("¦", 0..<0), ("1 + ¦", 4..<4),
    ("print(\"größe\", sq¦", 17..<19),
  ])
  func theWordIsReplaced(_ marked: String, _ range: Range<Int>) {
    #expect(completion(marked).replacing == range)
  }

  /// An open quote is a place of its own, a closed one is not; a quote in a comment is none.
  @Test(arguments: [
    ("include \"a¦", true), ("include 'a¦", true), ("x = \"a\" + s¦", false), ("# say \"s¦", false),
    ("prune(1, method=\"¦", false), ("x = \"a \\\" b¦", true),
  ])
  func openStrings(_ marked: String, _ expectsFileName: Bool) {
    #expect(completion(marked).expectsFileName == expectsFileName)
  }

  /// The innermost call counts; a closed one does not, nor does one of the statement before.
  @Test(arguments: [
    ("prune(1, sqrt(x¦", "sqrt(x)"), ("sqrt(prune(1, ¦", "prune(network"),
    ("prune(sqrt(4), ¦", "prune(network"), ("sqrt(1); ¦", nil), ("sqrt(1)¦", nil),
    ("1 |> prune(¦", "prune(network"),
  ])
  func theInnermostCall(_ marked: String, _ signature: String?) {
    let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    let found = Completer(commands: testCommands, globals: Environment()).signature(
      parts.joined(), cursor: parts[0].utf8.count)
    #expect(found?.hasPrefix(signature ?? "?") == (signature == nil ? nil : true))
  }
}
