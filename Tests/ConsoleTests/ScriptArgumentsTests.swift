import Console
import Testing

struct ScriptArgumentsTests {
  private static let own: [ScriptArguments.OwnOption] = [
    .init("quiet", takesValue: false), .init("format", takesValue: true),
  ]

  private func parse(_ words: String...) throws -> ScriptArguments {
    try ScriptArguments(
      words, declared: ["epochs", "fast", "out_dir"], switches: ["fast"], ownOptions: Self.own)
  }

  @Test func readsValuesBehindNamesAndEqualSigns() throws {
    #expect(
      try parse("--epochs", "5", "--out-dir=a=b").parameters == ["epochs": "5", "out_dir": "a=b"])
    #expect(try parse("--epochs", "-3").parameters == ["epochs": "-3"])
  }

  @Test(arguments: [["--epochs"], ["--out-dir", "--fast"], ["--format"]])
  func whatIsNoSwitchNeedsAValue(words: [String]) {
    let name = words[0].dropFirst(2).replacing("-", with: "_")
    #expect(throws: UsageError("--\(name) needs a value")) {
      try ScriptArguments(
        words, declared: ["epochs", "fast", "out_dir"], switches: ["fast"], ownOptions: Self.own)
    }
  }

  @Test func aSwitchWithoutAValueIsTrue() throws {
    #expect(try parse("--fast", "--epochs", "2").parameters == ["fast": "true", "epochs": "2"])
    #expect(try parse("--fast").parameters == ["fast": "true"])
  }

  @Test func optionsOfDcsArePutAside() throws {
    let arguments = try parse("--quiet", "--epochs", "2", "--format", "csv", "--help")
    #expect(arguments.own == ["quiet": "true", "format": "csv"])
    #expect(arguments.parameters == ["epochs": "2"])
    #expect(arguments.wantsHelp)
  }

  @Test func aScriptsOwnNameGoesFirst() throws {
    let arguments = try ScriptArguments(
      ["--quiet", "no"], declared: ["quiet"], ownOptions: Self.own)
    #expect(arguments.parameters == ["quiet": "no"])
    #expect(arguments.own.isEmpty)
  }

  @Test func unknownNamesAndStrayWordsAreRefused() {
    #expect(throws: UsageError("the script has no parameter 'epoch': did you mean 'epochs'?")) {
      try parse("--epoch", "5")
    }
    #expect(throws: UsageError.self) { try parse("5") }
    #expect(throws: UsageError.self) { try parse("--") }
  }
}
