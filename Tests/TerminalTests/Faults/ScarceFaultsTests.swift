import Foundation
import Testing

/// Where the machine gives little: address space, threads, files.
@Suite(.enabled(if: FaultDrill.isAsked, "runs with DCS_FAULTS=1"), .timeLimit(.minutes(5)))
struct ScarceFaultsTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// The stack of the interpreter takes 256 MB of address space where it can.
  @Test(arguments: [300_000, 600_000, 1_500_000])
  func littleAddressSpace(kilobytes: Int) throws {
    let result = try FaultDrill.shell(
      "ulimit -v \(kilobytes); timeout 60 \"$DCS\" -c 'print 1'", in: folder)
    #expect(result.code == 0 && result.output == "1\n", "\(result.code) \(result.errors)")
  }

  @Test func aSmallStackNestsLess() throws {
    let code = "fn f(n) { if n == 0 { 0 } else { f(n - 1) } }; print f(4900)"
    let large = try FaultDrill.shell("\"$DCS\" -c '\(code)'", in: folder)
    #expect(large.output == "0\n", "\(large.errors)")
    let small = try FaultDrill.shell("ulimit -v 300000; \"$DCS\" -c '\(code)'", in: folder)
    #expect(
      small.output == "0\n" || (small.code == 4 && small.errors.contains("nested too deeply")),
      "\(small.code) \(small.errors)")
  }

  @Test func noFileCanBeOpened() throws {
    _ = try folder.write("old", to: "m.dcz")
    let result = try FaultDrill.shell(
      "ulimit -n 3; \"$DCS\" -c 'save(lenet300(), \"m.dcz\")'", in: folder)
    #expect(result.code != 0 && result.code < 128, "\(result.code) \(result.errors)")
    #expect(folder.read("m.dcz") == "old")
  }

  /// Few bytes that ask for much: refused by name, within what `--memory` allows.
  @Test(
    "Code that grows without end",
    arguments: [
      "a = \"x\"; while true { a = \"{a}{a}\" }", "a = [1]; while true { a += a }",
      "a = randn(1000, 1000); l = []; while true { l += [a + 1] }", "zeros(20000, 20000)",
      "a = randn(30000, 1); a * transpose(a)", "list(1..9e6)",
      "net([dense(9000), dense(9000)], input=[9000])",
      "a = []; while true { a = append(a, {x: [1, 2, 3]}) }",
      "t = replace(\"aaaaaaaaaa\", \"a\", \"aaaaaaaaaa\"); "
        + "while true { t = replace(t, \"a\", \"aaaaaaaaaa\") }",
    ])
  func growth(code: String) throws {
    let script = """
      ulimit -v 3000000
      timeout 120 "$DCS" --quiet --memory 300M -c 'try { \(code) } catch e { print e.kind }'
      """
    let result = try FaultDrill.shell(script, in: folder)
    #expect(result.code == 0 && result.output == "limit\n", "\(result.code) \(result.errors)")
  }

  /// What is looked at before it is read.
  @Test func whatIsNoFile() throws {
    let script = """
      mkfifo pipe.dcz pipe.png pipe.csv
      truncate -s 6G sparse.dcz
      truncate -s 6G sparse.npz
      for code in 'load("pipe.dcz")' 'load("/dev/zero")' 'data("pipe.csv")' 'load("sparse.dcz")' \
        'load("sparse.npz")' 'infer(lenet5(), "pipe.png")' 'verify("pipe.dcz")' \
        'inspect("/dev/zero")'
      do
        timeout 60 "$DCS" --quiet --memory 1G -c "try { $code } catch e { print e.kind }" || echo $?
      done
      """
    let result = try FaultDrill.shell(script, in: folder)
    let kinds = result.output.split(separator: "\n")
    #expect(kinds.count == 8, "\(result.output) \(result.errors)")
    #expect(kinds.allSatisfy { ["file", "limit", "value", "format"].contains($0) }, "\(kinds)")
  }
}
