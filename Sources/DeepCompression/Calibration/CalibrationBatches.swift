import Datasets
import Networks
import Tensors

/// Inputs that a network is looked at with, in batches that it takes.
public struct CalibrationBatches: Sendable {
  /// One value for each of the network's inputs, batch by batch.
  public let batches: [[TypedTensor]]
  /// Of the inputs; nil when nobody said them.
  public let labels: [Int32]?

  /// Inputs of one pass, where the network takes any number.
  private static let size = 10

  /// Inputs that are enough for any network.
  public static let largestCount = 256
  /// Multiplications of one look at all inputs: some seconds on a core; compression takes a dozen.
  private static let affordableWork = 2e12
  private static let smallestCount = 64

  /// How many inputs a network should be looked at with, when nobody says.
  public static func affordableCount(for network: Network) -> Int {
    let affordable = affordableWork / max(1, network.multiplicationCount)
    return Int(min(Double(largestCount), max(Double(smallestCount), affordable)))
  }

  public init(batches: [[TypedTensor]], labels: [Int32]? = nil) {
    (self.batches, self.labels) = (batches, labels)
  }

  /// The first `limit` of the examples, evenly spread. Throws when a file cannot be read.
  public init(
    _ examples: Examples, limit: Int, for network: Network
  ) throws(DatasetError) {
    let count = min(limit, examples.count)
    let chosen = examples[(0..<count).map { $0 * examples.count / max(1, count) }]
    let pass = Self.pass(of: network)
    var batches: [[TypedTensor]] = []
    for start in stride(from: 0, to: count - (count % pass.whole), by: pass.size) {
      let rows = start..<min(start + pass.size, count)
      batches.append([TypedTensor(try chosen.inputs(at: rows))])
    }
    self.init(batches: batches, labels: chosen.targetShape == nil ? chosen.labels : nil)
  }

  /// Values whose first extent is the batch, cut into passes where all agree on it.
  public init(_ values: [TypedTensor], for network: Network) {
    let counts = Set(values.map { $0.shape.first ?? 1 })
    let pass = Self.pass(of: network)
    guard counts.count == 1, let count = counts.first, count > pass.size,
      values.allSatisfy({ !$0.shape.isEmpty })
    else {
      self.init(batches: [values])
      return
    }
    self.init(
      batches: stride(from: 0, to: count - (count % pass.whole), by: pass.size).map { start in
        values.map { $0.rows(start..<min(start + pass.size, count)) }
      })
  }

  /// Inputs of a pass, and what their number must be a multiple of.
  private static func pass(of network: Network) -> (size: Int, whole: Int) {
    let type = network.inputs[0].type
    guard type.isKnown, let fixed = type.extents.first?.number else { return (size, 1) }
    return (max(1, fixed), max(1, fixed))
  }

  public var count: Int { batches.reduce(0) { $0 + ($1.first?.shape.first ?? 1) } }

  /// Most to choose by, and one batch of `every` to judge with, of fewer batches the last; a batch
  /// that is alone does both.
  public func split(judging every: Int) -> (
    choosing: CalibrationBatches, judging: CalibrationBatches
  ) {
    guard batches.count > 1 else { return (self, self) }
    let every = max(2, min(every, batches.count))
    func part(_ isJudging: Bool) -> CalibrationBatches {
      let places = batches.indices.filter { ($0 % every == every - 1) == isJudging }
      var starts = [0]
      for batch in batches { starts.append(starts[starts.count - 1] + (batch[0].shape.first ?? 1)) }
      let all = starts
      return CalibrationBatches(
        batches: places.map { batches[$0] },
        labels: labels.map { labels in places.flatMap { labels[all[$0]..<all[$0 + 1]] } })
    }
    return (part(false), part(true))
  }
}
