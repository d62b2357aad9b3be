import Foundation
import Testing

/// The programs that the files are for find nothing wrong with them; those that are not here are
/// not asked.
@Suite struct ToolsTests {
  static func has(_ program: String) -> Bool {
    ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
      FileManager.default.isExecutableFile(atPath: $0 + program)
    }
  }

  /// Exit status and all output.
  private func run(_ words: String...) throws -> (status: Int32, text: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    process.currentDirectoryURL = GeneratedFilesTests.root
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test func bashCompletesCommandsBehindHelp() throws {
    let (status, text) = try run(
      "bash", "-c",
      """
      source Tools/Completion/dcs.bash; COMP_WORDS=(dcs help prun); COMP_CWORD=2; _dcs
      echo "${COMPREPLY[@]}"; COMP_WORDS=(dcs rep); COMP_CWORD=1; _dcs; echo "${COMPREPLY[@]}"
      """)
    #expect(status == 0)
    #expect(text == "prune\nreport\n")
  }

  @Test(.enabled(if: has("zsh"), "zsh is not here")) func zshReadsIt() throws {
    #expect(try run("zsh", "-n", "Tools/Completion/_dcs").status == 0)
  }

  @Test(.enabled(if: has("fish"), "fish is not here")) func fishReadsIt() throws {
    #expect(try run("fish", "-n", "Tools/Completion/dcs.fish").status == 0)
  }

  @Test(.enabled(if: has("man"), "man is not here")) func manShowsIt() throws {
    let (status, text) = try run(
      "man", "--warnings", "-l", "-P", "cat", "Documentation/dcs.1")
    #expect(status == 0 && text.contains("prune") && !text.contains("warning"))
  }

  @Test(.enabled(if: has("vim"), "vim is not here")) func vimReadsIt() throws {
    let (status, text) = try run(
      "vim", "-es", "-u", "NONE", "-c", "syntax on", "-c", "source Tools/Syntax/vim/syntax/dcs.vim",
      "-c", "if !hlexists('dcsCommand') | cquit | endif", "-c", "qa!")
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

  @Test func pygmentsMarksAStudy() throws {
    let (status, text) = try run(
      "python3", "-c",
      """
      import sys
      sys.path.insert(0, "Tools/Syntax")
      try:
          import pygments
      except ImportError:
          print("SKIPPED"); sys.exit()
      from dcs_lexer import DCSLexer
      from pygments.token import Error, Name
      kinds = list(DCSLexer().get_tokens(open("Scripts/lenet-300-100.dcs").read()))
      assert not any(kind is Error for kind, _ in kinds)
      assert (Name.Builtin, "prune") in kinds
      """)
    #expect(status == 0, "\(text)")
  }
}
