import Language
import Testing

@Suite struct TableRendererTests {
  private let table = Table(
    title: "Layers",
    columns: [
      Table.Column("layer", [.string("fc1"), .string("größe"), .string("日本")]),
      Table.Column("weights", [.number(235_200), .number(30_000), .none]),
      Table.Column("kept", [.number(0.08), .number(0.09), .number(0.2665)], format: ".1%"),
    ])

  @Test func textAligns() {
    #expect(
      TableRenderer.text(table) == """
        Layers
        layer  weights   kept
        -----  -------  -----
        fc1     235200   8.0%
        größe    30000   9.0%
        日本         -  26.7%
        """)
  }

  @Test func wideTablesGoOnBelow() {
    #expect(
      TableRenderer.text(table, width: 15) == """
        Layers
        layer  weights
        -----  -------
        fc1     235200
        größe    30000
        日本         -

        layer   kept
        -----  -----
        fc1     8.0%
        größe   9.0%
        日本   26.7%
        """)
  }

  @Test func csvFollowsTheStandard() {
    let table = Table(columns: [
      Table.Column("a,b", [.string("say \"hi\""), .string("two\nlines")]),
      Table.Column("x", [.number(0.1), .none], format: ".0%"),
    ])
    #expect(
      TableRenderer.csv(table) == "\"a,b\",x\r\n\"say \"\"hi\"\"\",0.1\r\n\"two\nlines\",\r\n")
  }

  @Test func jsonKeepsNumbersPlain() {
    let table = Table(columns: [
      Table.Column("name", [.string("a\"\\\n\u{1}")]),
      Table.Column("x", [.number(0.1)], format: ".0%"),
      Table.Column("y", [.number(.infinity)]), Table.Column("n", [.number(3)]),
    ])
    #expect(
      TableRenderer.json(table)
        == "[\n  {\"name\": \"a\\\"\\\\\\n\\u0001\", \"x\": 0.1, \"y\": null, \"n\": 3}\n]")
    #expect(TableRenderer.json(Table(columns: [])) == "[]")
  }

  @Test func markdownEscapesBars() {
    let table = Table(columns: [
      Table.Column("a", [.string("x|y")]), Table.Column("n", [.number(1.5)]),
    ])
    #expect(TableRenderer.markdown(table) == "| a | n |\n| --- | ---: |\n| x\\|y | 1.5 |")
  }

  @Test func emptyTables() {
    #expect(TableRenderer.text(Table(columns: [])) == "")
    #expect(TableRenderer.text(Table(columns: [Table.Column("a", [])])) == "a\n-")
  }
}

@Suite struct TableObjectTests {
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
