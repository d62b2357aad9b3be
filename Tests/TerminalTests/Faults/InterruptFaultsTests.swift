import Foundation
import Testing

/// Ctrl-C in the middle of work that goes on for minutes: exit 130, at once. How soon is said with
/// room for a busy machine; on an idle one it is below 0.3 s.
@Suite(
  .enabled(if: FaultDrill.isAsked, "runs with DCS_FAULTS=1"), .serialized, .timeLimit(.minutes(10)))
struct InterruptFaultsTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private static let patience = 5.0

  static let kinds = [
    "while true { x = randn(3000, 3000) }", "a = randn(2500, 2500); while true { b = a @ a }",
    "a = randn(12000, 1); b = randn(1, 12000); while true { c = a * b }",
    "a = randn(2000000); while true { b = sort(a) }",
    "a = randn(900, 900); while true { b = svd(a) }",
    "n = lenet300(); while true { b = factorize(n, rank=8) }",
    "n = lenet300(); while true { b = quantize(n, bits=8) }",
    "n = lenet300(); save(n, \"m.dcz\"); while true { x = load(\"m.dcz\") }",
    "n = lenet300(); while true { save(n, \"m.dcz\") }",
    "save(lenet300(), \"m.dcz\"); while true { verify(\"m.dcz\") }",
    "a = randn(1000000); while true { plot(a, to=\"p.png\") }",
    "a = randn(1000000); while true { hist(a, to=\"p.png\") }",
    "d = data(\"toy\"); n = net([dense(64), relu, dense(4)], input=[2]); "
      + "train(n, d, epochs=100000)",
    "d = data(\"toy\"); n = net([dense(64), relu, dense(4)], input=[2]); "
      + "while true { compress(train(n, d, epochs=5), d) }",
    "l = []; for i in 1..30000 { l += [relu] }; while true { x = net([dense(4)] + l, input=[4]) }",
    "a = []; for i in 1..1e9 { a = append(a, i) }", "a = list(1..2e6); while true { b = a == a }",
    "a = list(1..3e6); while true { b = -1 in a }",
    "a = randn(5e6); while true { b = a[0:4999999] }",
    "a = list(1..1e6); while true { t = \"{a}\" }", "while true { try { nme } catch e { } }",
    "t = table({a: 1..1e6, b: 1..1e6}); while true { r = rows(t) }",
    "a = [1]; for i in 1..28 { a = [a, a] }; b = [a] == [a]",
    "r = {x: 1}; for i in 1..28 { r = {x: r, y: r} }; b = r == r",
    "a = [1]; for i in 1..28 { a = [a, a] }; b = unique(a)",
    "t = table({a: 1..1e6, b: 1..1e6}); r = rows(t); r = r + r; while true { s = r }",
  ]

  @Test("Work of every kind", arguments: kinds)
  func work(code: String) throws {
    let running = try FaultDrill.Running(["--quiet", "-c", code], in: folder)
    Thread.sleep(forTimeInterval: 1.5)
    guard running.isRunning else {
      let errors = running.errors.fileHandleForReading.readDataToEndOfFile()
      Issue.record("it ended by itself: \(String(decoding: errors, as: UTF8.self))")
      return
    }
    let start = Date()
    running.kill(SIGINT)
    while running.isRunning, Date().timeIntervalSince(start) < Self.patience {
      Thread.sleep(forTimeInterval: 0.01)
    }
    let wasDeaf = running.isRunning
    running.kill()
    let code = running.wait()
    #expect(!wasDeaf, "deaf for \(Self.patience) s")
    #expect(wasDeaf || code == 130)
  }

  /// What was quadratic would take longer than the test may.
  @Test(arguments: [
    "a = []; for i in 1..200000 { a = append(a, i) }; print len(a)",
    "l = []; for i in 1..10000 { l += [relu] }; n = net([dense(4)] + l, input=[4]) "
      + "|> prune(sparsity=50%); print n.parameters",
    "fn f(n) { \(String(repeating: "q", count: 100_000)) = 1; n }; print f(3)",
  ])
  func timeIsInProportion(code: String) throws {
    let result = try FaultDrill.shell("timeout 60 \"$DCS\" --quiet -c '\(code)'", in: folder)
    #expect(result.code == 0, "\(result.code) \(result.errors.prefix(500))")
  }

  @Test func aNameOfAMillionLetters() throws {
    try folder.write("x = " + String(repeating: "q", count: 1_000_000), to: "s.dcs")
    let result = try FaultDrill.shell("timeout 60 \"$DCS\" s.dcs", in: folder)
    #expect(result.code == 4 || result.code == 3, "\(result.code)")
    #expect(result.errors.utf8.count < 5000 && result.errors.contains("unknown name"))
  }

  @Test func aDiamondOfIncludes() throws {
    for number in 0..<40 {
      let next = "include \"d\(number + 1).dcs\"\n"
      try folder.write(next + next, to: "d\(number).dcs")
    }
    try folder.write("x = 1\n", to: "d40.dcs")
    let result = try FaultDrill.shell("timeout 60 \"$DCS\" check d0.dcs", in: folder)
    #expect(result.code == 0, "\(result.code) \(result.errors)")
  }
}
