import EntropyCoding
import Testing

struct CodedRanksTests {
  private func sample(lines: Int, columns: Int, streams: Int) -> (ranks: [Int16], coded: CodedRanks)
  {
    let ranks = RankWalkTests.ranks(
      lines: lines, columns: columns, negatives: 7, positives: 8, density: 0.4, seed: 77)
    let alphabet = RankAlphabet(
      negatives: 7, positives: 8, survivors: ranks.count { $0 != 0 }, of: ranks.count)
    let model = RankModel(
      alphabet: alphabet,
      neighbourhood: RankFit.neighbourhood(
        of: ranks, columns: columns, alphabet: alphabet, height: 1, width: columns))
    return (ranks, CodedRanks(encoding: ranks, columns: columns, model: model, streams: streams))
  }

  @Test("Lines are dealt so that streams differ by one at most")
  func linesAreDealt() {
    #expect(CodedRanks.lineRanges(10, streams: 4) == [0..<2, 2..<5, 5..<7, 7..<10])
    #expect(CodedRanks.streamCount(forRanks: 1 << 20, lines: 1024) == 4)
    #expect(CodedRanks.streamCount(forRanks: (1 << 20) - 1, lines: 1024) == 1)
    #expect(CodedRanks.streamCount(forRanks: 1 << 20, lines: 3) == 1)
  }

  @Test("Neighbours foretell enough that weights take less than their entropy, one by one")
  func beatsTheEntropy() throws {
    let (ranks, coded) = sample(lines: 200, columns: 100, streams: 1)
    let histogram = try SymbolHistogram(
      counting: ranks.map { UInt16($0 + 7) }, alphabetSize: 16)
    let bits = Double(8 * coded.streams[0].count)
    #expect(bits < histogram.entropy * Double(ranks.count))
  }

  /// The end mark has one chance in 256 to be right by accident.
  @Test("Streams cut short or drawn out are refused nearly always", arguments: [1, 3, 4])
  func wrongLengthsAreRefused(streams: Int) throws {
    let (_, coded) = sample(lines: 12, columns: 40, streams: streams)
    var (missed, tries) = (0, 0)
    for index in coded.streams.indices {
      let stream = coded.streams[index]
      let changes = (0..<stream.count).map { Array(stream.prefix($0)) }
      for change in changes + [
        stream + [0], stream + [1], stream + [UInt8](repeating: 0, count: 9),
      ] {
        var damaged = coded.streams
        damaged[index] = change
        let wrong = CodedRanks(
          model: coded.model, lines: coded.lines, columns: coded.columns, streams: damaged)
        tries += 1
        let found = try? wrong.decoded()
        #expect(found == (try? wrong.decodedByReference()))
        missed += found == nil ? 0 : 1
      }
    }
    #expect(missed <= 1 + tries / 64)
  }

  /// The end mark has one chance in 256 to be right by accident.
  @Test("Flipped bits are noticed nearly always, and never trap")
  func flippedBits() throws {
    let (ranks, coded) = sample(lines: 12, columns: 40, streams: 1)
    var (missed, tries) = (0, 0)
    for place in coded.streams[0].indices {
      for bit in 0..<8 {
        var stream = coded.streams[0]
        stream[place] ^= 1 << UInt8(bit)
        let wrong = CodedRanks(
          model: coded.model, lines: coded.lines, columns: coded.columns, streams: [stream])
        tries += 1
        if let decoded = try? wrong.decoded() {
          missed += 1
          #expect(decoded != ranks)
        }
        #expect((try? wrong.decoded()) == (try? wrong.decodedByReference()))
      }
    }
    #expect(missed * 50 < tries)
  }

  @Test("Noise is read or refused, the same way by both walks", arguments: 0..<60)
  func noiseNeverTraps(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (_, coded) = sample(lines: 8, columns: 30, streams: 2)
    let streams = (0..<2).map { _ in
      (0..<Int.random(in: 0...90, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
    }
    let wrong = CodedRanks(model: coded.model, lines: 8, columns: 30, streams: streams)
    #expect((try? wrong.decoded()) == (try? wrong.decodedByReference()))
  }
}
