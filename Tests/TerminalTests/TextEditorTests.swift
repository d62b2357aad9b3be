import Foundation
import Testing

@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct TextEditorTests {
  let home: Folder

  init() throws { home = try Folder() }

  private func start(editor script: String) throws -> TerminalSession {
    let editor = try home.write("#!/bin/sh\n\(script)\n", to: "editor")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
    let session = try TerminalSession(in: home, variables: ["EDITOR": editor])
    try session.wait(for: "dcs [1]> ")
    session.enter("first = 20")
    try session.wait(for: "dcs [2]> ")
    return session
  }

  /// An entry of one line becomes one of two, which runs and can be recalled.
  @Test func whatTheEditorLeavesIsRun() throws {
    let session = try start(editor: "echo 'first + 2' >>\"$1\"")
    session.enter(":edit")
    try session.wait(for: "first = 20\nfirst + 2\n22\n")
    try session.wait(for: "dcs [3]> ")
    session.enter(":edit 1")
    try session.wait(for: "first = 20\nfirst + 2\n22\n")
  }

  @Test(arguments: ["exit 1", ": >\"$1\""]) func nothingIsRunWithoutAText(script: String) throws {
    let session = try start(editor: script)
    session.enter(":edit")
    try session.wait(for: "the editor gave nothing to run")
    try session.wait(for: "dcs [2]> ")
  }
}
