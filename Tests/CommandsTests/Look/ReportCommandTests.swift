import Language
import Testing

/// The tables of `report` beside numbers got in other ways. CompressionReportTests count bytes by
/// hand.
@Suite struct ReportCommandTests {
  private static let report =
    Nets.packed
    + "t = data(\"toy\").test; r = report([n, p, q, h], data=t); s = r.stages; l = r.layers; "

  @Test(arguments: [
    Case(report + "s.stage", "[\"dense\", \"pruned (P)\", \"shared (P+Q)\", \"packed (P+Q+H)\"]"),
    Case(report + "s.kept", "[1, 0.5, 0.5, 0.5]"),
    // 2x8 + 8 + 8x4 + 4 = 60 floats.
    Case(report + "s.bytes[0]", "240"),
    Case(
      report + "save(p, \"/tmp/p.dcz\"); save(q, \"/tmp/q.dcz\"); save(h, \"/tmp/h.dcz\"); "
        + """
        s.bytes[1:] == map(["p", "q", "h"], fn(x) { file_size("/tmp/" + x + ".dcz") })
        """,
      "true"),
    Case(report + "near(s.ratio, map(s.bytes, fn(b) { 240 / b }))", "true"),
    Case(report + "near(s.error, map([n, p, q, h], fn(m) { 1 - accuracy(m, t) }))", "true"),
    Case(
      report + "[l.layer, l.weights, l.kept]",
      "[[\"fc1\", \"fc2\", \"total\"], [16, 32, 48], [0.5, 0.5, 0.5]]"),
    Case(report + "l[\"P+Q+H\"][:2] == values(estimate(q).layers)", "true"),
    Case(report + "l[\"P+Q+H\"][2] == h.bytes", "true"),
    Case(
      report + "near(l[\"P+Q+H %\"], [l[\"P+Q+H\"][0] / 96, l[\"P+Q+H\"][1] / 144, h.bytes / 240])",
      "true"),
    // 4 shared weights: 2 bits.
    Case(report + "l[\"w bits P+Q\"][:2]", "[2, 2]"),
    Case(
      report + "e = r.parts; [e.part[-1], e.bytes[-1] == h.bytes, sum(e.bytes[:-1]) == h.bytes]",
      "[\"total\", true, true]"),
    Case(report + "near(r.parts.share, map(r.parts.bytes, fn(b) { b / h.bytes }))", "true"),
    Case(Nets.toy + "report(n).stages.error", "[none]"),
    Case("report(net([relu], input=[2])).stages.ratio", "[0]"),
  ]) func agrees(_ example: Case) throws { #expect(try example.story() == example.expected) }

  /// Tables 1 and 2 of the paper.
  @Test func thePapersRowsStandBesideLeNet300() throws {
    let run = try ScriptRun(
      """
      r = report(lenet300() |> prune(sparsity=92%) |> quantize(bits=6) |> huffman)
      s = r.stages; l = r.layers
      print(s.bytes[1:], s.ratio[1:], s.error[1:], s.kept[1:])
      print(l.layer)
      print(l.kept[1], l["w bits P+Q+H"][1], l["i bits P+Q+H"][1], l["P+Q %"][1], l["P+Q+H %"][1])
      print(l.kept[7], l["w bits P+Q+H"][7], l["i bits P+Q+H"][7], l["P+Q %"][7], l["P+Q+H %"][7])
      """)
    #expect(
      run.story == """
        [1066440, 27000] [1, 40] [0.0164, 0.0158] [1, 0.08]
        ["fc1", "  paper ip1", "fc2", "  paper ip2", "fc3", "  paper ip3", "total", "  paper total"]
        0.08 4.4 3.7 0.031 0.0232
        0.08 5.1 3.7 0.031 0.0249
        """)
  }

  @Test(arguments: [
    Refusal("report([])", "value: there is nothing to report on", at: "[]"),
    Refusal(
      "report(lenet300(), data=data(\"toy\").test)",
      "shape: the net takes inputs of shape [784], not [2]",
      at: "data(\"toy\").test"),
    Refusal(
      Nets.toy + "report([n, 3])",
      "type: argument 'nets' of report: expected a net or a packed net, got a number",
      at: "[n, 3]"),
    Refusal(
      Nets.toy + "report(n, data=data(\"toy\").test[0:0])", "value: there are no examples",
      at: "data(\"toy\").test[0:0]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
