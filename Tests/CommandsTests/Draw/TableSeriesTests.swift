import TestSupport
import Testing

/// `plot` of a table draws what `plot` of its columns draws.
@Suite struct TableSeriesTests {
  private static let table =
    "t = table({bits: [2, 4, 8, 2, 4, 8], error: [9, 3, 1, 8, 4, 2], layer: "
    + "[\"a\", \"a\", \"a\", \"b\", \"b\", \"b\"], seed: [1, 1, 1, 2, 2, 2]}); "

  private func svg(_ plot: String) throws -> String {
    let run = try ScriptRun(Self.table + plot)
    #expect(run.error?.message == nil, "\(plot)")
    return String(decoding: try run.content("a.svg"), as: UTF8.self)
  }

  @Test(arguments: [
    (
      "plot(t, x=\"bits\", y=\"error\", by=\"layer\", to=\"/tmp/a.svg\")",
      "plot([2, 4, 8], {a: [9, 3, 1], b: [8, 4, 2]}, to=\"/tmp/a.svg\")"
    ),
    (
      "t |> plot(x=\"bits\", y=[\"error\", \"seed\"], by=\"layer\", to=\"/tmp/a.svg\")",
      """
      plot([2, 4, 8], {"error, a": [9, 3, 1], "error, b": [8, 4, 2], "seed, a": [1, 1, 1], \
      "seed, b": [2, 2, 2]}, to="/tmp/a.svg")
      """
    ),
    (
      "plot(t, x=\"bits\", y=\"error\", by=\"layer\", kind=\"bars\", to=\"/tmp/a.svg\")",
      """
      plot(["2", "4", "8"], {a: [9, 3, 1], b: [8, 4, 2]}, kind="bars", to="/tmp/a.svg")
      """
    ),
    (
      "plot(t, x=\"bits\", y=\"error\", to=\"/tmp/a.svg\")",
      """
      plot([2, 4, 8], [8.5, 3.5, 1.5], band=[[8, 3, 1], [9, 4, 2]], \
      subtitle="mean of 2, and from the least to the greatest", to="/tmp/a.svg")
      """
    ),
  ]) func columnsAreSeries(_ table: String, _ columns: String) throws {
    #expect(try svg(table) == svg(columns))
  }

  @Test func wordsAreLevelPlaces() throws {
    let names = try svg("plot(t, x=\"layer\", y=\"seed\", kind=\"points\", to=\"/tmp/a.svg\")")
    #expect(names.contains(">a</text>") && names.contains(">b</text>"))
  }

  @Test(arguments: [
    Refusal(
      table + "plot(t, x=\"bit\", y=\"error\")", "argument: the table has no column 'bit'", at: "t",
      hint: "did you mean 'bits'?"),
    Refusal(
      table + "plot(t, x=\"bits\", y=\"layer\")",
      "type: column 'layer' has a string in it, y takes numbers", at: "t"),
    Refusal(
      table + "plot(t)", "argument: plot of a table takes the names of columns for x and y",
      at: "plot(t)", hint: "plot(t, x=\"bits\", y=\"error\")"),
    Refusal(
      "plot([1], by=\"layer\")", "argument: by names a column of a table, none is given",
      at: "\"layer\""),
    Refusal(
      "plot([1], [1], [1])", "argument: plot takes x and y, or a table and its columns",
      at: "plot([1], [1], [1])"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
