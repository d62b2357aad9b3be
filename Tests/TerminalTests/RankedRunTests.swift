import Foundation
import Testing

/// Scripts on several ranks of one machine: Open MPI's mpirun starts them.
enum Mpirun {
  static let path = "/usr/bin/mpirun"

  static var isHere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  static func environment(_ folder: Folder) -> [String: String] {
    Binary.environment(home: folder).merging([
      "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    ]) { $1 }
  }

  static func words(_ ranks: Int) -> [String] { ["--oversubscribe", "-n", "\(ranks)"] }

  /// One rank is dcs by itself, without mpirun.
  static func run(_ script: String, ranks: Int, input: String = "", in folder: Folder) throws
    -> Binary.Result
  {
    let binary = try #require(Binary.path)
    guard ranks > 1 else { return try Binary.run([script], input: input, in: folder) }
    return try Binary.run(
      path, words(ranks) + [binary, "--threads", "1", script], input: input,
      environment: environment(folder), in: folder.path)
  }
}

@Suite(
  .serialized, .enabled(if: Binary.isBuilt && Mpirun.isHere, "needs dcs and Open MPI's mpirun"),
  .timeLimit(.minutes(5)))
struct RankedRunTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ code: String, ranks: Int, input: String = "") throws -> Binary.Result {
    try Mpirun.run(try folder.write(code, to: "study.dcs"), ranks: ranks, input: input, in: folder)
  }

  // MARK: Rank 0 alone speaks

  @Test(arguments: [
    ("print(6 * 7)", 0, "42\n", ""), ("check 1 == 2, 'no'", 1, "", "check failed: no"),
    ("x = [1][7]", 4, "", "error"), ("x = ", 3, "", "error"),
  ]) func everythingIsSaidOnce(code: String, exit: Int, output: String, errors: String) throws {
    let result = try run(code, ranks: 3)
    #expect(Int(result.code) == exit)
    #expect(result.output == output)
    if !errors.isEmpty {
      #expect(result.errors.components(separatedBy: errors).count == 2, "\(result.errors)")
    }
  }

  @Test func standardInputReachesAllRanks() throws {
    let result = try Binary.run(
      Mpirun.path, Mpirun.words(2) + [try #require(Binary.path), "-"],
      input: "print sum(sweep(fn(n) { n }, over={n: 1..4}).result)\n",
      environment: Mpirun.environment(folder), in: folder.path)
    #expect(result.output == "10\n", "\(result.errors)")
    #expect(result.code == 0)
  }

  // MARK: The same bytes for any number of ranks

  /// Everything that is shared out, with what it draws, prints, checks and writes.
  private static let study = """
    seed 7
    toy = data("toy")
    points = sweep(fn(a, b) {
        print "a is {a}"
        check a < 3, "a is small"
        {sum: a * b, drawn: sum(randn(5)), word: "w{b}"}
    }, over={a: 1..3, b: [0.1, 0.2, 0.3]}, to="points.csv")
    show points
    print tune(fn(b) { 2^-b + 0 * sum(randn(3)) }, 1..9, at_most=0.1)
    nets = map(1..4, fn(i) {
        net([dense(8), relu, dense(4)], input=[2]) |> train(toy, epochs=1, lr=0.1)
    }, parallel=true)
    for n, i in nets { save(n, "net-{i}.dcz") }
    show sensitivity(nets[0], toy, sparsity=[20%, 50%, 80%], epochs=1)
    cut = net([dense(16), batchnorm, relu, dropout(20%), dense(4)], input=[2])
        |> train(toy, epochs=2, lr=0.05, batch=100, slices=8)
        |> prune(sparsity=50%) |> retrain(toy, 1, batch=256)
    save(cut, "cut.dcz")
    print sum(randn(2))
    """

  private static let written = ["points.csv", "cut.dcz"]

  @Test func aStudyGivesTheSameBytesOnOneTwoThreeAndEightRanks() throws {
    var expected: [String]?
    for ranks in [1, 2, 3, 8] {
      let own = try Folder()
      let script = try own.write(
        Self.study.replacing(
          "for n, i in nets { save(n, \"net-{i}.dcz\") }",
          with: "for i in 0..3 { save(nets[i], \"net-{i}.dcz\") }"), to: "study.dcs")
      let result = try Mpirun.run(script, ranks: ranks, in: own)
      #expect(result.code == 1, "three checks fail: \(result.errors)")
      let files = try (Self.written + (0..<4).map { "net-\($0).dcz" }).map { name in
        try Data(contentsOf: URL(fileURLWithPath: own.path + "/" + name)).base64EncodedString()
      }
      let seen = [result.output] + files
      expected = expected ?? seen
      #expect(seen == expected, "\(ranks) ranks\n\(result.output)\n\(result.errors)")
      #expect(result.errors.contains("3 of 9 checks failed"), "\(ranks): \(result.errors)")
    }
  }

  /// The same file, and stages that one number of ranks kept are taken by another.
  @Test func compressionGivesTheSameFileOnOneTwoAndThreeRanks() throws {
    let script = try folder.write(
      """
      seed 3
      toy = data("toy")
      n = net([dense(16), relu, dense(4)], input=[2]) |> train(toy, 5, lr=0.1)
      p = compress(n, toy, way="training", max_drop=10%, to="small")
      save(p, "p.dcz")
      print p.bytes
      """, to: "study.dcs")
    var files: [Data] = []
    for (number, ranks) in [1, 2, 3, 2].enumerated() {
      if number < 3 { try? FileManager.default.removeItem(atPath: folder.path + "/small") }
      let result = try Mpirun.run(script, ranks: ranks, in: folder)
      #expect(result.code == 0, "\(ranks): \(result.errors)")
      files.append(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/p.dcz")))
    }
    #expect(files.allSatisfy { $0 == files[0] })
  }

  // MARK: Errors

  @Test(arguments: [1, 2, 3]) func anErrorOfAPointIsTheErrorOfTheRun(ranks: Int) throws {
    let result = try run(
      "sweep(fn(n) { if n == 3 { error_here } else { n } }, over={n: 1..5})".replacing(
        "error_here", with: "[1][9]"), ranks: ranks)
    #expect(result.code == 4)
    #expect(result.errors.contains("study.dcs:1:"))
    #expect(result.errors.contains("9"), "\(result.errors)")
    #expect(result.errors.components(separatedBy: "error:").count == 2, "\(result.errors)")
  }

  @Test func anErrorCanBeCaughtOnAllRanks() throws {
    let result = try run(
      """
      try { sweep(fn(n) { [n][n] }, over={n: 0..3}) } catch e { print e.kind }
      print sum(sweep(fn(n) { n }, over={n: 1..3}).result)
      """, ranks: 2)
    #expect(result.output.hasSuffix("\n6\n"), "\(result.output) \(result.errors)")
    #expect(result.code == 0)
  }

  @Test func whatCannotTravelIsRefused() throws {
    let result = try run("map(1..2, fn(i) { data(\"toy\") }, parallel=true)", ranks: 2)
    #expect(result.code == 4)
    #expect(result.errors.contains("cannot travel between ranks"), "\(result.errors)")
  }

  /// Its file is where the others' is not.
  @Test func aRankThatFailsAloneIsNamed() throws {
    let script = try folder.write(
      """
      n = load("$WHERE/n.npy")
      print sum(sweep(fn(i) { i }, over={i: 1..3}).result)
      """, to: "study.dcs")
    let made = try folder.write("save(ones(3), \"n.npy\")", to: "make.dcs")
    _ = try Mpirun.run(made, ranks: 1, in: folder)
    let binary = try #require(Binary.path)
    let result = try Binary.run(
      Mpirun.path,
      ["--oversubscribe", "-n", "1", "-x", "WHERE=\(folder.path)", binary, script]
        + [":", "-n", "1", "-x", "WHERE=/nowhere", binary, script],
      environment: Mpirun.environment(folder), in: folder.path)
    #expect(result.code != 0)
    #expect(result.errors.contains("rank 1 on "), "\(result.errors)")
    #expect(result.errors.contains("/nowhere/n.npy"), "\(result.errors)")
  }

  @Test func theVersionIsToldOnce() throws {
    let result = try Binary.run(
      Mpirun.path, Mpirun.words(2) + [try #require(Binary.path), "--version"],
      environment: Mpirun.environment(folder), in: folder.path)
    #expect(result.output.split(separator: "\n").count == 1, "rank 0 alone answers")
  }

  // MARK: Ranks that die, and ranks that are slow

  private static let slowStudy = """
    seed 3
    points = sweep(fn(n) {
        x = randn(300, 300)
        for i in 1..40 { x = 0.01 * (x @ x) }
        {n2: n^2, drawn: sum(randn(4))}
    }, over={n: 1..40}, to="points.csv")
    save(points, "result.csv")
    """

  /// Starts the study on some ranks; `body` gets mpirun's process and those of the ranks, in order.
  private func whileRunning(ranks: Int, _ body: (Process, [pid_t]) throws -> Void) throws -> (
    code: Int32, errors: String
  ) {
    let script = try folder.write(Self.slowStudy, to: "study.dcs")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Mpirun.path)
    process.arguments =
      Mpirun.words(ranks) + [try #require(Binary.path), "--threads", "1", script]
    process.environment = Mpirun.environment(folder)
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let errors = Pipe()
    (process.standardError, process.standardInput) = (errors, FileHandle.nullDevice)
    try process.run()
    let end = Date() + 60
    while (folder.read("points.csv")?.split(separator: "\n").count ?? 0) < 4, Date() < end,
      process.isRunning
    {
      usleep(10_000)
    }
    try body(process, Self.ranks(under: process.processIdentifier))
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  /// The processes that mpirun started, by rank.
  private static func ranks(under parent: pid_t) -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let children = names.compactMap { pid_t($0) }.filter { child in
      let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
      return status?.contains("\nPPid:\t\(parent)\n") == true
    }
    func rank(_ child: pid_t) -> Int? {
      guard
        let bytes = FileManager.default.contents(atPath: "/proc/\(child)/environ"),
        let line = bytes.split(separator: 0).map({ String(decoding: $0, as: UTF8.self) })
          .first(where: { $0.hasPrefix("OMPI_COMM_WORLD_RANK=") })
      else { return nil }
      return Int(line.split(separator: "=")[1])
    }
    return children.filter { rank($0) != nil }.sorted { (rank($0) ?? 0) < (rank($1) ?? 0) }
  }

  @Test func aRankThatIsKilledEndsTheRunAndAnotherRunGoesOn() throws {
    let (code, errors) = try whileRunning(ranks: 2) { _, ranks in
      try #require(ranks.count == 2)
      kill(ranks[1], SIGKILL)
    }
    #expect(code != 0)
    #expect(errors.contains("rank 1"), "\(errors)")
    let kept = try #require(folder.read("points.csv"))
    #expect(kept.split(separator: "\n").count < 41, "it was cut off")
    #expect(folder.read("result.csv") == nil)
    let script = folder.path + "/study.dcs"
    #expect(try Mpirun.run(script, ranks: 3, in: folder).code == 0)
    let other = try Folder()
    let alone = try other.write(Self.slowStudy, to: "study.dcs")
    #expect(try Mpirun.run(alone, ranks: 1, in: other).code == 0)
    #expect(folder.read("points.csv") == other.read("points.csv"))
    #expect(folder.read("result.csv") == other.read("result.csv"))
  }

  @Test func aSlowRankHoldsUpNobodyAndChangesNothing() throws {
    let (code, errors) = try whileRunning(ranks: 2) { _, ranks in
      try #require(ranks.count == 2)
      kill(ranks[1], SIGSTOP)
      let before = folder.read("points.csv")?.count ?? 0
      usleep(1_500_000)
      let after = folder.read("points.csv")?.count ?? 0
      #expect(after > before, "rank 0 goes on meanwhile")
      kill(ranks[1], SIGCONT)
    }
    #expect(code == 0, "\(errors)")
    #expect(folder.read("points.csv")?.split(separator: "\n").count == 41)
  }
}
