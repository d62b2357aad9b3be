import Language
import Ranks

struct BenchRanksCommand: Command {
  static let name = "bench_ranks"
  static let summary = "Times the sums of gradients that ranks exchange, by their length."
  static let details = """
    One sum of as many vectors as there are ranks, each on one rank, as `train` adds gradients:
    every rank gets its stretch of all vectors, adds them, and sends its stretch of the sum to all.
    With n ranks each sends 2 (n - 1) messages and 2 (n - 1) / n vectors; `predicted` is `alpha` a
    message and `beta` a byte, fitted to the measured times (Hockney's model).
    Documentation/SCALE.md plans larger runs from the two.
    """
  static let group = CommandGroup.look
  static let floats = Parameter<[Int]>(
    "floats", "lengths of vectors", default: [1, 1_000, 10_000, 100_000, 1_000_000, 10_000_000])
  static let rounds = Parameter<Int>("rounds", "sums of each length", default: 20)
  static let parameters: [any AnyParameter] = [floats, rounds]
  static let examples = [
    Example(
      "try { bench_ranks(floats=[1000], rounds=5) } catch e { print e.message }",
      prints: "bench_ranks needs several ranks")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.rounds, in: 1...100_000)
    let lengths = call[Self.floats]
    guard !lengths.isEmpty, lengths.allSatisfy({ (1...1_000_000_000).contains($0) }) else {
      throw call.fault(.value, at: Self.floats, "lengths are between 1 and 1 000 000 000")
    }
    guard let group = RankGroup.current else {
      throw Diagnostic(
        .value, "bench_ranks needs several ranks", at: call.span,
        hint: "mpirun -n 2 dcs -c 'bench_ranks()'")
    }
    let times = try call.locatingRankErrors {
      try group.meet(at: Self.name)
      return try lengths.map { try Self.median($0, rounds: call[Self.rounds], group) }
    }
    return .object(Self.table(lengths, times, ranks: group.count))
  }

  /// Seconds of one sum.
  private static func median(_ length: Int, rounds: Int, _ group: RankGroup) throws -> Double {
    let own = SumTree.shares(of: group.count, among: group.count)[group.rank]
    let vector = [Float](repeating: 1, count: length)
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0...rounds {
      let start = clock.now
      _ = try group.sum([own: vector], parts: group.count, length: length)
      times.append((clock.now - start) / .seconds(1))
    }
    return times.dropFirst().sorted()[rounds / 2]
  }

  private static func table(_ lengths: [Int], _ times: [Double], ranks: Int) -> Table {
    let messages = Double(2 * (ranks - 1))
    let bytes = lengths.map { messages / Double(ranks) * 4 * Double($0) }
    let (alpha, beta) = fitted(messages, bytes, times)
    func numbers(_ values: [Double]) -> [Value] { values.map { .number($0) } }
    return Table(
      title: "Sums over \(ranks) ranks",
      columns: [
        .init("floats", numbers(lengths.map { Double($0) }), format: "d"),
        .init("ms", numbers(times.map { 1000 * $0 }), format: ".3"),
        .init(
          "predicted", numbers(bytes.map { 1000 * (messages * alpha + beta * $0) }),
          format: ".3"),
        .init("alpha", numbers(lengths.map { _ in alpha })),
        .init("beta", numbers(lengths.map { _ in beta })),
      ], key: "alpha: seconds a message, beta: seconds a byte")
  }

  /// Of relative errors the smallest sum of squares: short messages count as much as long ones.
  private static func fitted(_ messages: Double, _ bytes: [Double], _ times: [Double])
    -> (alpha: Double, beta: Double)
  {
    var (aa, ab, bb, a, b) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (bytes, time) in zip(bytes, times) {
      let (x, y) = (messages / time, bytes / time)
      (aa, ab, bb) = (aa + x * x, ab + x * y, bb + y * y)
      (a, b) = (a + x, b + y)
    }
    let determinant = aa * bb - ab * ab
    guard bytes.count > 1, determinant > 0 else { return (0, b / bb) }
    return ((a * bb - b * ab) / determinant, (b * aa - a * ab) / determinant)
  }
}
