import Commands
import Language
import Testing

@Suite struct BasicCommandsTests {
  static let commands = BasicCommands.all(session: Session())

  @Test(arguments: commands.indices) func examplesPrintWhatTheyPromise(_ position: Int) {
    #expect(ExampleRunner.faults(of: Self.commands[position], commands: Self.commands) == [])
  }

  @Test(arguments: commands.indices) func declarationsAreComplete(_ position: Int) {
    #expect(ExampleRunner.omissions(of: Self.commands[position]) == [])
  }

  @Test func namesAreUnique() {
    let names = Self.commands.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
  }

  /// The words of LANGUAGE.md, "Commands": Tables and lists, Numbers and tensors, Text.
  @Test func everyGeneralCommandOfTheLanguageIsThere() {
    let promised = """
      table append rows columns filter map sort unique join keys values len any all abs sqrt exp \
      log round floor min max
      sum mean std argmax zeros ones rand randn tensor reshape transpose same near mod print \
      format split replace type
      """
    let names = Set(Self.commands.map { type(of: $0).name })
    #expect(
      promised.split(whereSeparator: \.isWhitespace).filter { !names.contains(String($0)) } == [])
  }
}

/// What code prints with the basic commands, or "kind: message".
func result(of code: String) -> String {
  let (output, error) = ExampleRunner.run(code, commands: BasicCommandsTests.commands)
  return error.map { "\($0.kind): \($0.message)" } ?? output
}

/// Code and what it must print, or the start of its error.
struct Case: Sendable, CustomTestStringConvertible {
  let code: String
  let expected: String

  init(_ code: String, _ expected: String) { (self.code, self.expected) = (code, expected) }

  var testDescription: String { code }
  var printed: String { result(of: code) }
}
