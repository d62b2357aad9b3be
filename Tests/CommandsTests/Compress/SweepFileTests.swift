import Foundation
import TestSupport
import Testing

/// `sweep(..., to=)`, `shard=`.
@Suite struct SweepFileTests {
  private static let sweep =
    "sweep(fn(a, b) { {sum: a + b, drawn: sum(randn(3))} }, over={a: 1..3, b: [10, 20]}"

  private func text(_ run: ScriptRun, _ name: String = "points.csv") throws -> String {
    try String(contentsOfFile: run.folder.path + "/" + name, encoding: .utf8)
  }

  @Test func everyPointIsALineWithItsNumberAndItsSettings() throws {
    let run = try ScriptRun(
      "sweep(fn(a, b) { {sum: a + b, word: \"n{a}\", odd: none} }, "
        + "over={a: 1..2, b: [10, 20]}, to=\"/tmp/points.csv\").sum")
    #expect(run.story == "[11, 21, 12, 22]")
    #expect(
      try text(run) == """
        point,a,b,sum,word,odd
        1,1,10,11,n1,
        2,1,20,21,n1,
        3,2,10,12,n2,
        4,2,20,22,n2,

        """)
  }

  /// Killed at its fourth point, in the middle of a line; then again, with other numbers drawn
  /// before: nothing that was there is computed again, and the bytes are those of one run.
  @Test func aSweepThatWasCutOffGoesOnToTheSameBytes() throws {
    let whole = try ScriptRun(
      "seed 5; t = \(Self.sweep), to=\"/tmp/points.csv\"); print sum(randn(2))")
    let expected = try text(whole)
    let cut = expected.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n4,2,2"
    let folder = try TemporaryFolder()
    try folder.write(Array(cut.utf8), to: "points.csv")
    let resumed = try ScriptRun(
      "seed 5; t = \(Self.sweep), to=\"/tmp/points.csv\"); print sum(randn(2))", folder: folder)
    #expect(try text(resumed) == expected)
    #expect(resumed.story == whole.story, "what follows draws the same numbers")
  }

  @Test func nothingIsComputedTwice() throws {
    let run = try ScriptRun(
      """
      fn f(n) { print "computed {n}"; n^2 }
      a = sweep(f, over={n: 1..3}, shard="1/2", to="/tmp/points.csv")
      b = sweep(f, over={n: 1..3}, to="/tmp/points.csv")
      print b.result
      """)
    #expect(run.story == "computed 1\ncomputed 3\ncomputed 2\n[1, 4, 9]")
    #expect(try text(run) == "point,n,result\n1,1,1\n2,2,4\n3,3,9\n", "in order once complete")
  }

  /// Two jobs with files of their own, joined, are one sweep.
  @Test func shardsJoinToTheWholeSweep() throws {
    let run = try ScriptRun(
      """
      seed 3
      whole = \(Self.sweep), to="/tmp/whole.csv")
      for i in 1..3 { seed 3; \(Self.sweep), shard="{i}/3", to="/tmp/part-{i}.csv") }
      parts = join(map(1..3, fn(i) { load("/tmp/part-{i}.csv") }), by="point")
      save(parts, "/tmp/joined.csv")
      print(parts.drawn == load("/tmp/whole.csv").drawn)
      """)
    #expect(run.story == "true")
    #expect(
      try text(run, "joined.csv").replacing("\r\n", with: "\n") == text(run, "whole.csv"))
  }

  @Test(arguments: [
    Case(
      "sweep(sqrt, over={n: [4, 9]}, shard=1/2)",
      "type: argument 'shard' of sweep: expected a string such as \"3/8\", got a number"),
    Case(
      "sweep(sqrt, over={n: [4, 9]}, shard=\"0/2\")",
      "value: argument 'shard' of sweep: \"0/2\" is no shard"),
    Case(
      "sweep(sqrt, over={n: [4, 9]}, shard=\"2\")",
      "value: argument 'shard' of sweep: \"2\" is no shard"),
    Case("sweep(sqrt, over={n: [4, 9]}, shard=\"2/2\").result", "[3]"),
    Case("len(sweep(sqrt, over={n: [4, 9]}, shard=\"5/7\"))", "0"),
    Case(
      "sweep(fn(n) { \"12\" }, over={n: 1..2}, to=\"/tmp/p.csv\")",
      "value: the text \"12\" would come back from a .csv file as something else"),
    Case(
      "sweep(fn(n) { [1] }, over={n: 1..2}, to=\"/tmp/p.csv\")",
      "type: a row of a .csv file holds no list"),
    Case(
      "sweep(sqrt, over={n: 1..2}, to=\"/tmp/p.txt\")",
      "value: a sweep cannot be written as '.txt'"),
    Case(
      "sweep(sqrt, over={n: 1..2}, to=\"/tmp/p.csv\"); "
        + "sweep(sqrt, over={n: 2..3}, to=\"/tmp/p.csv\")",
      "value: '/tmp/p.csv' holds the points of another sweep: line 2 is '1,1,1'"),
    Case(
      "sweep(sqrt, over={n: 1..2}, to=\"/tmp/p.csv\"); "
        + "sweep(sqrt, over={m: 1..2}, to=\"/tmp/p.csv\")",
      "value: '/tmp/p.csv' holds the points of another sweep: its columns are point, n, result"),
    Case(
      "sweep(sqrt, over={n: 1..2}, to=\"/tmp/p.csv\"); "
        + "sweep(fn(n) { {x: n} }, over={n: 1..3}, to=\"/tmp/p.csv\")",
      "shape"),
  ]) func refuses(_ example: Case) throws {
    let story = try example.story()
    if example.expected == "shape" {
      #expect(story.contains("the function gives other fields than '/tmp/p.csv' has"))
    } else {
      #expect(story == example.expected)
    }
  }

  /// A point's random numbers depend on the seed and its number alone.
  @Test func pointsDrawFromSourcesOfTheirOwn() throws {
    let all = try ScriptRun("seed 1; sweep(fn(n) { sum(randn(4)) }, over={n: 1..3}).result")
    let last = try ScriptRun(
      "seed 1; sweep(fn(n) { sum(randn(4)) }, over={n: 1..3}, shard=\"3/3\").result")
    let numbers = all.story.dropFirst().dropLast().split(separator: ", ")
    #expect(Set(numbers).count == 3)
    #expect(last.story == "[\(numbers[2])]")
  }
}
