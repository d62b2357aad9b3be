import Language
import Testing

@Suite struct TableTests {
  @Test func columnsAreFoundByName() {
    let table = Table(
      title: "t",
      columns: [.init("a", [.number(1), .number(2)]), .init("b", [.none, .none], format: ".2%")])
    #expect(table.rowCount == 2 && table.title == "t")
    #expect(table.column("b")?.format == ".2%" && table.column("c") == nil)
    #expect(Table(columns: []).rowCount == 0)
  }

  @Test func columnsOfDifferentLengthsAreNoTable() async {
    await #expect(processExitsWith: .failure) {
      _ = Table(columns: [.init("a", [.none]), .init("b", [])])
    }
  }
}
