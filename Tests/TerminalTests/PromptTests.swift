import Foundation
import Testing

/// The prompt as a person meets it (LANGUAGE.md, "The console").
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(2)))
struct PromptTests {
  let home: Folder

  init() throws { home = try Folder() }

  /// A session that shows its first prompt.
  private func start(_ arguments: [String] = []) throws -> TerminalSession {
    let session = try TerminalSession(arguments, in: home)
    try session.wait(for: "dcs [1]> ")
    return session
  }

  @Test func echoesValuesAndNumbersItsPrompts() throws {
    let session = try start()
    session.enter("6 * 7")
    #expect(try session.wait(for: "dcs [2]> ") == "6 * 7\n42\n")
    session.enter("ans + 1")
    #expect(try session.wait(for: "dcs [3]> ") == "ans + 1\n43\n")
    session.enter("out[1] + _;")
    #expect(try session.wait(for: "dcs [4]> ") == "out[1] + _;\n")
    session.enter("ans")
    #expect(try session.wait(for: "dcs [5]> ") == "ans\n85\n")
  }

  @Test(arguments: ["quit", "exit", TerminalSession.endOfInput])
  func leaves(by word: String) throws {
    let session = try start()
    session.type(word == TerminalSession.endOfInput ? word : word + "\r")
    #expect(try session.exitCode() == 0)
  }

  @Test func interruptAtThePromptForgetsTheLine() throws {
    let session = try start()
    session.type("1 + ")
    try session.wait(for: "1 + ")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "dcs [1]> ")
    session.enter("2 + 3")
    #expect(try session.wait(for: "dcs [2]> ") == "2 + 3\n5\n")
  }

  @Test func interruptStopsAComputationAndKeepsTheSession() throws {
    let session = try start()
    session.enter("x = 17")
    try session.wait(for: "dcs [2]> ")
    session.enter("while true { x = x }")
    try session.wait(for: "}\n")
    Thread.sleep(forTimeInterval: 0.3)
    session.type(TerminalSession.interrupt)
    try session.wait(for: "interrupted")
    try session.wait(for: "dcs [3]> ")
    session.enter("x")
    #expect(try session.wait(for: "dcs [4]> ") == "x\n17\n")
  }

  @Test func interruptsAtThePromptDoNotAddUp() throws {
    let session = try start()
    for _ in 1...4 {
      session.type(TerminalSession.interrupt)
      try session.wait(for: "dcs [1]> ")
    }
    session.enter("1")
    #expect(try session.wait(for: "dcs [2]> ") == "1\n1\n")
  }

  /// Readline asks before it shows 100 names or more: an empty line would be no answer, again and
  /// again.
  @Test func interruptAtAQuestionOfReadlineForgetsTheLine() throws {
    let session = try start()
    session.enter((1...50).map { "variable\($0) = \($0)" }.joined(separator: ";"))
    try session.wait(for: "dcs [2]> ")
    session.type(TerminalSession.tab + TerminalSession.tab)
    try session.wait(for: "possibilities? (y or n)")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "dcs [2]> ")
    session.enter("2 + 3")
    #expect(try session.wait(for: "dcs [3]> ").hasSuffix("2 + 3\n5\n"))
  }

  @Test func shellCommandsRunWithTheTerminal() throws {
    let session = try start()
    session.enter("!echo $((6 * 7)); test -t 0 && echo with a terminal")
    try session.wait(for: "42\nwith a terminal\ndcs [1]> ")
    session.enter("!kill -9 $$")
    try session.wait(for: "ended by signal 9")
    session.enter("!false")
    try session.wait(for: "exit code 1")
  }

  @Test func asksForTheRestOfAnUnfinishedEntry() throws {
    let session = try start()
    session.enter("fn twice(n) {")
    try session.wait(for: "...> ")
    session.enter("2 * n")
    try session.wait(for: "...> ")
    session.enter("}")
    try session.wait(for: "dcs [2]> ")
    session.enter("twice(21)")
    #expect(try session.wait(for: "dcs [3]> ") == "twice(21)\n42\n")
  }

  @Test func interruptForgetsAnUnfinishedEntry() throws {
    let session = try start()
    session.enter("x = [1,")
    try session.wait(for: "...> ")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "dcs [1]> ")
    session.enter("7")
    #expect(try session.wait(for: "dcs [2]> ") == "7\n7\n")
  }

  @Test func aPastedBlockRunsAsOneEntryWithoutItsPrompts() throws {
    let session = try start()
    session.paste("dcs [7]> a = 5\ndcs [8]> b = a + 1\n")
    session.type("\r")
    try session.wait(for: "\ndcs [2]> ")
    session.enter("b")
    #expect(try session.wait(for: "dcs [3]> ") == "b\n6\n")
  }

  @Test func tabCompletesAVariable() throws {
    let session = try start()
    session.enter("sparsity_of_layer = 0.5;")
    try session.wait(for: "dcs [2]> ")
    session.type("spars" + TerminalSession.tab)
    try session.wait(for: "sparsity_of_layer")
    session.enter("")
    #expect(try session.wait(for: "dcs [3]> ") == "\n0.5\n")
  }

  @Test func tabCompletesANamedArgumentAndTheSecondShowsTheSignature() throws {
    let session = try start()
    session.type("prune(net, spars" + TerminalSession.tab)
    try session.wait(for: "prune(net, sparsity=")
    session.type("0.5, " + TerminalSession.tab + TerminalSession.tab)
    try session.wait(for: "prune(net, sparsity=none")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "dcs [1]> ")
  }

  @Test func tabCompletesAFileInsideAString() throws {
    try home.write("x = 5\n", to: "included script.dcs")
    let session = try start()
    session.type("include \"\(home.path)/incl" + TerminalSession.tab)
    try session.wait(for: "/included script.dcs\"")
    session.enter("")
    try session.wait(for: "dcs [2]> ")
    session.enter("x")
    #expect(try session.wait(for: "dcs [3]> ") == "x\n5\n")
  }

  @Test func interruptStopsATrainingAndTheSessionGoesOn() throws {
    let session = try start()
    session.enter("n = net([dense(2000), relu, dense(2000), relu, dense(10)], input=[784]);")
    try session.wait(for: "dcs [2]> ")
    session.enter("images = data(\"fashion-mnist\");")
    let output = try session.wait(for: "dcs [3]> ")
    if output.contains("error") { try Test.cancel("fashion-mnist is not installed") }
    session.enter("n = train(n, images, epochs=1000)")
    try session.wait(for: "left")
    session.type(TerminalSession.interrupt)
    try session.wait(for: "interrupted")
    try session.wait(for: "dcs [4]> ")
    session.enter("n.fc1.state")
    try session.wait(for: "dense")
  }

  @Test func keepsEveryEntryInAPrivateHistoryFile() throws {
    let session = try start()
    session.enter("fn f(n) {")
    try session.wait(for: "...> ")
    session.enter("n }")
    try session.wait(for: "dcs [2]> ")
    session.enter("1234")
    try session.wait(for: "dcs [3]> ")
    let text = try #require(home.read("state/dcs/history"))
    #expect(text.contains("fn f(n) {\nn }\n"))
    #expect(text.contains("1234\n"))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: home.path + "/state/dcs/history")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    session.type(TerminalSession.endOfInput)
    #expect(try session.exitCode() == 0)

    let later = try start()
    later.type(TerminalSession.up)
    try later.wait(for: "1234")
    later.type(TerminalSession.up)
    try later.wait(for: "n }")
    later.enter("")
    try later.wait(for: "dcs [2]> ")
    later.enter("f(9)")
    #expect(
      try later.wait(for: "dcs [3]> ") == "f(9)\n9\n", "an entry of two lines is recalled as one")
  }

  @Test func aScriptMayBeFollowedByThePrompt() throws {
    let script = try home.write("x = 11\n", to: "start.dcs")
    let session = try start(["-i", script])
    session.enter("x")
    #expect(try session.wait(for: "dcs [2]> ") == "x\n11\n")
  }

  @Test func runsInitScriptBeforeThePrompt() throws {
    try FileManager.default.createDirectory(
      atPath: home.path + "/config/dcs", withIntermediateDirectories: true)
    try home.write("greeting = 'hi'\n", to: "config/dcs/init.dcs")
    let session = try start()
    session.enter("greeting")
    #expect(try session.wait(for: "dcs [2]> ").contains("hi"))
    let plain = try start(["--no-init"])
    plain.enter("greeting")
    try plain.wait(for: "unknown name 'greeting'")
  }
}
