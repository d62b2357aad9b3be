import Benchmarks
import CompressedModels
import EntropyCoding
import Language

struct BenchCodecCommand: Command {
  static let name = "bench_codec"
  static let summary =
    """
    Times coding and decoding of each stream of a packed net, \
    and compares its size with the entropy.
    """
  static let details = """
    Codes and gaps, layer by layer, or with `arithmetic` its weights, pruned ones too: bits a symbol
    with padding, table not included; by how much that exceeds the Shannon entropy of the symbols
    one by one; millions of symbols a second, medians of processor time of one thread.
    """
  static let group = CommandGroup.look
  static let packed = Parameter<PackedModel>("packed", "what huffman or arithmetic gave")
  static let rounds = Parameter<Int>("rounds", "how often each is timed", default: 11)
  static let parameters: [any AnyParameter] = [packed, rounds]
  static let examples = [
    Example(
      """
      p = net([dense(8)], input=[16]) |> prune(sparsity=75%) |> quantize(bits=2) |> huffman; \
      t = bench_codec(p, rounds=3); print t.stream
      """,
      prints: "[\"codes\", \"gaps\"]")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rounds, in: 1...100_000)
    var rows: [[Value]] = []
    for layer in call[Self.packed].layers {
      for (stream, coded) in [("codes", layer.codes), ("gaps", layer.index?.gaps)] {
        guard let coded, coded.count > 0 else { continue }
        try call.context.checkInterruption()
        rows.append(
          [.string(layer.name), .string(stream)] + (try Self.row(coded, rounds: call[Self.rounds])))
      }
      guard let ranks = layer.ranks else { continue }
      try call.context.checkInterruption()
      rows.append(
        [.string(layer.name), .string("arithmetic")]
          + (try Self.row(ranks, rounds: call[Self.rounds])))
    }
    let names = [
      "layer", "stream", "symbols", "bits", "entropy", "excess", "encode M/s", "decode M/s",
    ]
    return .object(
      ReportTables.table(
        "Coding, one thread", names, rows, formats: [nil, nil, "d", ".3", ".3", ".2%", "d", "d"]))
  }

  private static func row(_ coded: CodedSymbols, rounds: Int) throws -> [Value] {
    let symbols = try coded.decoded()
    let histogram = try SymbolHistogram(counting: symbols, alphabetSize: 1 << 16)
    let times = try InferenceTiming.interleaved(
      [
        { _ = try? CodedSymbols(encoding: symbols, with: coded.code) },
        { _ = try? coded.decoded() },
      ], rounds: rounds)
    let bits = Double(8 * coded.streams.reduce(0) { $0 + $1.count }) / Double(symbols.count)
    return numbers(symbols.count, bits: bits, entropy: histogram.entropy, times)
  }

  /// With the model of the file; `arithmetic` itself takes longer, since it looks for that.
  private static func row(_ ranks: CodedRanks, rounds: Int) throws -> [Value] {
    let decoded = try ranks.decoded()
    let times = try InferenceTiming.interleaved(
      [
        {
          _ = CodedRanks(
            encoding: decoded, columns: ranks.columns, model: ranks.model,
            streams: ranks.streams.count)
        },
        { _ = try? ranks.decoded() },
      ], rounds: rounds)
    var counts = [Int](repeating: 0, count: 513)
    for rank in decoded { counts[Int(rank) + 256] += 1 }
    let bits = Double(8 * ranks.streams.reduce(0) { $0 + $1.count }) / Double(decoded.count)
    return numbers(
      decoded.count, bits: bits, entropy: SymbolHistogram(counts: counts).entropy, times)
  }

  private static func numbers(
    _ count: Int, bits: Double, entropy: Double, _ times: [InferenceTiming]
  ) -> [Value] {
    [
      .number(Double(count)), .number(bits), .number(entropy),
      entropy > 0 ? .number(bits / entropy - 1) : .none,
    ] + times.map { .number(Double(count) / max($0.median, 1e-12) / 1e6) }
  }
}
