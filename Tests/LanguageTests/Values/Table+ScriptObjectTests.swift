import Language
import Testing

@Suite struct TableScriptObjectTests {
  private let table = Table(columns: [
    Table.Column("layer", [.string("fc1"), .string("fc2"), .string("fc3")]),
    Table.Column("n", [.number(1), .number(2), .number(3)]),
  ])

  private func output(_ code: String) -> String {
    let recording = Recording()
    let interpreter = recording.interpreter()
    interpreter.globals.set("t", to: .object(table))
    let outcome = interpreter.execute(SourceText(name: "t", text: code), echo: .none)
    return outcome.error?.message ?? recording.lines.joined(separator: "; ")
  }

  @Test func parts() {
    #expect(output("print t") == "table 3x2")
    #expect(output("print t.n") == "[1, 2, 3]")
    #expect(output("print t[-1]") == "{layer: \"fc3\", n: 3}")
    #expect(output("print t[1, \"layer\"]") == "fc2")
    #expect(output("print t[1:]") == "table 2x2")
    #expect(output("for row in t { print row.layer }") == "fc1; fc2; fc3")
    #expect(output("print(t == t, t[0:2] == t)") == "true false")
    #expect(output("t[3]") == "index 3 is out of range: the table has 3 rows")
    #expect(output("t[\"m\"]") == "the table has no column 'm'")
    #expect(output("t.layr") == "the table has no field 'layr'")
  }
}
