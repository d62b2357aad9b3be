import Testing

/// `estimate` counts what `huffman` would write.
@Suite struct EstimateCommandTests {
  @Test(arguments: [
    "", ", index_bits=3", ", format=\"paper\"", ", format=\"paper\", index_bits=2", ", bias_bits=8",
  ])
  func theBytesAreThoseOfTheFile(_ arguments: String) throws {
    let run = try ScriptRun(
      Nets.shared
        + """
        e = estimate(q\(arguments)); h = huffman(q\(arguments)); save(h, "/tmp/a.dcz"); \
        print(e.bytes == file_size("/tmp/a.dcz"), near(e.ratio, n.bytes / e.bytes), \
        e.overhead == h.overhead, keys(e.layers), sum(values(e.layers)) < e.bytes)
        """)
    #expect(run.story == "true true true [\"fc1\", \"fc2\"] true")
  }
}
