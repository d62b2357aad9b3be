import Benchmarks
import CompressedModels
import Inference
import Language
import Tensors

struct BenchPackingCommand: Command {
  static let name = "bench_packing"
  static let summary =
    "Times making a packed net ready for inference: its streams decoded and laid out for products."
  static let details = """
    Wall time of all threads that `--threads` allows, the median of the rounds in milliseconds.
    `dense MB/s` is how many bytes of 32-bit weights a second the net would be loaded at if it were
    not packed, in the same time. `held` are the bytes of weights in memory afterwards.
    """
  static let group = CommandGroup.look
  static let packed = Parameter<PackedModel>("packed", "what huffman gave")
  static let rounds = Parameter<Int>("rounds", "how often it is timed", default: 5)
  static let parameters: [any AnyParameter] = [packed, rounds]
  static let examples = [
    Example(
      """
      p = lenet300() |> stand_in(density=10%) |> huffman; t = bench_packing(p, rounds=3); \
      print (t.held[0] < p.dense_bytes / 4)
      """,
      prints: "true")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rounds, in: 1...100_000)
    let packed = call[Self.packed]
    let program = try call.locating(Self.packed) { try Model(packed.asValue).program() }
    var prepared = 0
    let timing = try InferenceTiming.interleaved(
      [{ prepared = (try? program.copied().prepare(batch: 1)) ?? 0 }], rounds: call[Self.rounds],
      clock: .wall, betweenRounds: call.context.checkInterruption)[0]
    let denseBytes = packed.weightedLayers.reduce(0) { $0 + 4 * $1.weightCount }
    let row: [Value] = [
      .number(Double(Parallel.threads)), .number(1e3 * timing.median), .number(1e3 * timing.spread),
      .number(Double(denseBytes) / max(timing.median, 1e-12) / 1e6), .number(Double(denseBytes)),
      .number(Double(prepared)),
    ]
    return .object(
      ReportTables.table(
        "Packing for inference", ["threads", "ms", "+-", "dense MB/s", "dense", "held"], [row],
        formats: ["d", ".1", ".1", "d", "d", "d"]))
  }
}
