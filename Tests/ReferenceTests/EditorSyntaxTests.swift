import Foundation
import Testing

@Suite struct EditorSyntaxTests {
  @Test(.enabled(if: Tool.has("vim"), "vim is not here")) func vimReadsIt() throws {
    let (status, text) = try Tool.run(
      "vim", "-es", "-u", "NONE", "-N", "-i", "NONE", "-c",
      """
      try | source Tools/Syntax/vim/syntax/dcs.vim | catch | cquit | endtry
      """, "-c", "if !hlexists('dcsCommand') | cquit | endif", "-c", "qa!")
    #expect(status == 0, "\(text)")
  }

  @Test func textMateIsJSON() throws {
    let data = try Data(
      contentsOf: GeneratedFilesTests.root.appendingPathComponent(
        "Tools/Syntax/dcs.tmLanguage.json"))
    let grammar = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(grammar["scopeName"] as? String == "source.dcs")
    for rule in try #require(grammar["patterns"] as? [[String: Any]]) {
      guard let pattern = rule["match"] as? String else { continue }
      _ = try NSRegularExpression(pattern: pattern)
    }
  }

  static let hasPygments = (try? Tool.run("python3", "-c", "import pygments"))?.status == 0

  @Test(.enabled(if: hasPygments, "python3 has no pygments")) func pygmentsMarksAStudy() throws {
    let (status, text) = try Tool.run(
      "python3", "-c",
      """
      import sys
      sys.path.insert(0, "Tools/Syntax")
      sys.dont_write_bytecode = True
      from dcs_lexer import DCSLexer
      from pygments.token import Error, Name
      kinds = list(DCSLexer().get_tokens(open("Scripts/lenet-300-100.dcs").read()))
      assert not any(kind is Error for kind, _ in kinds)
      assert (Name.Builtin, "prune") in kinds
      """)
    #expect(status == 0, "\(text)")
  }
}
