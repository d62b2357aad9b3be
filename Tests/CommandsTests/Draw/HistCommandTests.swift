import Testing

@Suite struct HistCommandTests {
  private func bytes(_ arguments: String) throws -> [UInt8] {
    let run = try ScriptRun(
      "seed(1); hist({a: randn(50), b: 2 * randn(50)}, bins=7\(arguments), to=\"/tmp/a.png\")")
    #expect(run.error?.message == nil, "\(arguments)")
    return try run.content("a.png")
  }

  @Test(arguments: [
    "kind=\"pdf\"", "kind=\"cdf\"", "overlay=true", "overlay=true, kind=\"pdf\"",
    "vlines={zero: 0}", "xlim=[-1, 1]",
    "log=true", "percent=true", "subtitle=\"s\"", "xlabel=\"x\"", "ylabel=\"y\"", "size=[300, 300]",
    "hlines=[3]",
  ]) func everyArgumentShows(_ argument: String) throws {
    #expect(try bytes(", " + argument) != bytes(""))
  }

  @Test func aCumulativeDistributionIsAlwaysInOneChart() throws {
    #expect(try bytes(", kind=\"cdf\"") == bytes(", kind=\"cdf\", overlay=true"))
  }
}
