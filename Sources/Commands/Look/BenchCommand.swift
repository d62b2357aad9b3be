import CompressedModels
import Inference
import Language
import Networks

struct BenchCommand: Command {
  static let name = "bench"
  static let summary = "Times each layer of a packed net against dense OpenBLAS, and counts the memory of both."
  static let details = """
    The compact form (sparse rows of codes, decoded once from the file) against the same weights as a dense matrix
    through OpenBLAS: one thread, in turns, medians of processor time in microseconds of one pass over the batch, with
    the distance between the quartiles. A speed-up below 1 means that dense is faster. Weights stay in the caches.
    """
  static let group = CommandGroup.look
  static let packed = Parameter<PackedModel>("packed", "what huffman gave")
  static let batch = Parameter<[Int]>("batch", "inputs of one pass", default: [1, 64])
  static let rounds = Parameter<Int>("rounds", "how often each is timed", default: 21)
  static let parameters: [any AnyParameter] = [packed, batch, rounds]
  static let examples = [
    Example(
      "p = net([dense(8)], input=[16]) |> prune(sparsity=50%) |> quantize(bits=2) |> huffman; t = bench(p, batch=[1], rounds=3); print t.layer",
      prints: "[\"fc1\"]")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rounds, in: 1...100_000)
    guard !call[Self.batch].isEmpty, call[Self.batch].allSatisfy({ (1...100_000).contains($0) }) else {
      throw call.fault(.value, at: Self.batch, "batch sizes are whole numbers from 1 to 100000")
    }
    let results = try LayerBenchmark.run(
      try call[Self.packed].compactNetwork(), batches: call[Self.batch], rounds: call[Self.rounds],
      betweenRounds: call.context.checkInterruption)
    guard !results.isEmpty else {
      throw call.fault(
        .value, at: Self.packed, "no layer has a compact form to time: shared weights, at most 65536 to an output",
        hint: "quantize before huffman")
    }
    let rows: [[Value]] = results.map { result in
      [
        .string(result.layer), .number(Double(result.batch)), .number(1e6 * result.dense.median),
        .number(1e6 * result.dense.spread), .number(1e6 * result.compact.median), .number(1e6 * result.compact.spread),
        .number(result.speedup), .number(Double(result.denseBytes)), .number(Double(result.compactBytes)),
      ]
    }
    let names = [
      "layer", "batch", "dense us", "+-", "compact us", "+- ", "speedup", "dense bytes", "compact bytes",
    ]
    return .object(
      ReportTables.table(
        "Time of one pass, one thread", names, rows,
        formats: [nil, "d", ".1", ".1", ".1", ".1", ".2", "d", "d"]))
  }
}
