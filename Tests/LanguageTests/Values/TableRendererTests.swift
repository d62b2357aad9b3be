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
