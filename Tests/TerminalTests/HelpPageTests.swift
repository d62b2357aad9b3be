import Foundation
import Testing

@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct HelpPageTests {
  let home: Folder

  init() throws { home = try Folder() }

  /// What is longer than the window goes through the pager, what is shorter does not.
  @Test func longAnswersGoThroughThePager() throws {
    let pager = try home.write("#!/bin/sh\necho paged; head -n 1\n", to: "pager")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: pager)
    let session = try TerminalSession(in: home, variables: ["PAGER": pager])
    try session.wait(for: "dcs [1]> ")
    session.enter("help")
    #expect(try session.wait(for: "dcs [1]> ").hasSuffix("paged\nGet\n"))
    session.enter("?len")
    #expect(try session.wait(for: "dcs [1]> ").contains("paged") == false)
    session.enter(":set pager off")
    try session.wait(for: "dcs [1]> ")
    session.enter("help")
    #expect(try session.wait(for: "dcs [1]> ").contains("paged") == false)
  }

  @Test func withoutAWindowItIsWrittenAsItIs() throws {
    let help = try Binary.run(["help", "prune"], in: home)
    #expect(help.code == 0 && help.errors == "")
    let signature = "prune(net, sparsity=none, threshold=none, quality=none, units=none, ...)\n"
    #expect(help.output.hasPrefix(signature))
    #expect(try Binary.run(["-c", "?prune"], in: home).output == help.output)
    #expect(try Binary.run(["help"], in: home).output.hasPrefix("Get\n"))
    let unknown = try Binary.run(["help", "prnue"], in: home)
    #expect(unknown.code == 4 && unknown.errors.contains("did you mean 'prune'?"))
  }
}
