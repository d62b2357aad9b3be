import Foundation
import Testing

/// kill -9 at random moments: nothing is lost, and nothing is left behind.
@Suite(.enabled(if: FaultDrill.isAsked, "runs with DCS_FAULTS=1"), .timeLimit(.minutes(60)))
struct KilledWriterFaultsTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  /// Sizes alternate, so that a file that is half old and half new would show.
  private let loop = """
    a = lenet300()
    b = a |> prune(sparsity=90%) |> quantize(bits=4) |> huffman
    save(a, "m.dcz")
    save("whole", "t.txt")
    while true { save(b, "m.dcz"); save(a, "m.dcz"); save("whole", "t.txt") }
    """

  @Test func aSaveThatIsKilledLosesNothing() throws {
    let path = folder.path + "/m.dcz"
    var random = SystemRandomNumberGenerator()
    for round in 0..<FaultDrill.rounds(8) {
      let writer = try FaultDrill.Running(["--quiet", "-c", loop], in: folder)
      while !FileManager.default.fileExists(atPath: folder.path + "/t.txt"), writer.isRunning {
        Thread.sleep(forTimeInterval: 0.01)
      }
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.3, using: &random))
      writer.kill()
      writer.wait()
      #expect(try FaultDrill.isSound(path, in: folder), "round \(round)")
      #expect(folder.read("t.txt") == "whole")
    }
    // The next save clears up, should a file have been caught between its two names.
    _ = try Binary.run(["--quiet", "-c", "save(\"whole\", \"t.txt\")"], in: folder)
    #expect(FaultDrill.leftovers(in: folder.path) == [])
  }

  private static let study = """
    seed 3
    d = data("toy")
    fn stage(name, make) { checkpoint("{name}.dcz", make) }
    a = stage("a", fn() { net([dense(16), relu, dense(4)], input=[2]) |> train(d, epochs=40) })
    b = stage("b", fn() { a |> prune(sparsity=60%) |> retrain(d, epochs=40) })
    c = stage("c", fn() { b |> quantize(bits=3) |> retrain(d, epochs=40) })
    save(huffman(c), "end.dcz")
    """

  /// A study that is killed again and again, and started anew, ends with the bytes of one that ran
  /// through.
  @Test func aStudyWithCheckpointsGoesOn() throws {
    try folder.write(Self.study, to: "study.dcs")
    let calm = try Folder()
    try calm.write(Self.study, to: "study.dcs")
    let start = Date()
    try #require(Binary.run(["--quiet", "study.dcs"], in: calm).code == 0)
    let usual = Date().timeIntervalSince(start)
    let expected = try Data(contentsOf: URL(fileURLWithPath: calm.path + "/end.dcz"))
    var random = SystemRandomNumberGenerator()
    var (round, allKills) = (0, 0)
    while round < FaultDrill.rounds(3) || allKills == 0 && round < 20 {
      round += 1
      for name in ["a", "b", "c", "end"] {
        try? FileManager.default.removeItem(atPath: "\(folder.path)/\(name).dcz")
      }
      var kills = 0
      while !FileManager.default.fileExists(atPath: folder.path + "/end.dcz") {
        let study = try FaultDrill.Running(["--quiet", "study.dcs"], in: folder)
        let patience = Double.random(in: 0...0.8 * usual, using: &random) * Double(1 + kills)
        let end = Date().addingTimeInterval(patience)
        while study.isRunning, Date() < end { Thread.sleep(forTimeInterval: 0.005) }
        if study.isRunning { kills += 1 }
        study.kill()
        study.wait()
      }
      let found = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/end.dcz"))
      #expect(found == expected, "after \(kills) kills")
      #expect(FaultDrill.leftovers(in: folder.path) == [])
      allKills += kills
    }
    #expect(allKills > 0)
    print("\(allKills) kills of a study")
  }
}
