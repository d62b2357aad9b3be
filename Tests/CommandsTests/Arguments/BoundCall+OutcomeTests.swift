import Testing

/// The line that stays after a stage.
struct BoundCallOutcomeTests {
  /// 16 + 32 weights, half of each layer gone.
  @Test func pruning() throws {
    let run = try ScriptRun(Nets.pruned)
    #expect(run.outcomes == ["prune: 50% of 48 weights kept"])
    #expect(run.notes == [])
  }

  /// With 256 centroids for 16 and 32 weights next to nothing moves, with two and four much does.
  @Test func quantizingTellsHowFarTheWeightsMove() throws {
    let exact = try ScriptRun(Nets.toy + "q = n |> quantize(bits=8, centroid_bits=32)")
    #expect(exact.outcomes.count == 1)
    #expect(exact.outcomes[0].hasPrefix("quantize: 2 layers, 8 bits a weight, RMS error "))
    #expect((0..<1).contains(percent(exact)))
    let coarse = try ScriptRun(Nets.toy + "q = n |> quantize(bits={fc1: 1, fc2: 2})")
    #expect(coarse.outcomes[0].hasPrefix("quantize: 2 layers, 1 to 2 bits a weight, RMS error "))
    #expect((10..<70).contains(percent(coarse)))
  }

  private func percent(_ run: ScriptRun) -> Double {
    run.outcomes.last?.split(separator: " ").last.flatMap { Double($0.dropLast()) } ?? .nan
  }

  @Test func huffmanTellsTheBytesOfTheFile() throws {
    let run = try ScriptRun(
      Nets.packed + "save(h, \"/tmp/h.dcz\"); print h.bytes, file_size(\"/tmp/h.dcz\")")
    let bytes = run.output.split(separator: " ")
    #expect(bytes.count == 2 && bytes[0] == bytes[1])
    #expect(run.outcomes.count == 4)
    #expect(run.outcomes[2].hasPrefix("huffman: \(bytes[0]) bytes, "))
    #expect(run.outcomes[2].hasSuffix(" bits a weight"))
    #expect(run.outcomes[3] == "save: \(run.folder.path)/h.dcz, \(bytes[0]) bytes")
  }

  @Test func trainingTellsEpochsLossErrorAndTime() throws {
    let run = try ScriptRun(Nets.toy + "t = train(n, data(\"toy\"), epochs=2, lr=0.01)")
    let line = try #require(run.outcomes.first)
    #expect(
      line.wholeMatch(of: #/train: 2 epochs, loss [\d.e-]+, valid error [\d.]+%, [\d.e-]+ s/#)
        != nil, "\(line)")
  }

  @Test func picturesTellTheirPixels() throws {
    let run = try ScriptRun("plot([1, 2], size=[100, 80], to=\"/tmp/p.png\")")
    #expect(run.outcomes == ["picture: \(run.folder.path)/p.png, 200x160 pixels"])
  }

  @Test(arguments: [
    ("x = n |> huffman", "huffman: the net is dense"),
    ("x = n |> prune(sparsity=50%) |> huffman", "huffman: weights are not shared yet"),
    ("x = n |> quantize(bits=4) |> quantize(bits=2)", "quantize: shared already: 2 layers"),
    ("x = n |> prune(sparsity=50%) |> prune(sparsity=25%)", "prune: nothing more went: 50%"),
  ]) func doubtsAreTold(_ code: String, _ note: String) throws {
    let run = try ScriptRun(Nets.toy + code)
    #expect(run.error == nil)
    #expect(run.notes.contains { $0.hasPrefix(note) }, "\(run.notes)")
  }

  @Test func callbacksAreSilent() throws {
    let run = try ScriptRun(
      Nets.toy + "x = map([25%, 50%], fn(s) { (n |> prune(sparsity=s)).sparsity })")
    #expect(run.outcomes == [])
  }
}
