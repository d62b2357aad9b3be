import CompressedModels
import ModelExchange
import Networks
import Pruning
import Quantization
import Tensors

/// A model that stays in its files, and what is to be done with it: pruning, sharing and coding go
/// parameter by parameter when it is written, so that no more than a few are in memory.
public struct StreamedModel: Sendable {
  public let files: WeightFiles
  /// What is done to a parameter, one after the other; nothing where there is no entry.
  public var pruning: [String: [PruningCriterion]] = [:]
  public var sharing: [String: SharingPlan] = [:]
  /// Rows that share a codebook, by parameter: each block of so many is a parameter of its own.
  public var blocks: [String: Int] = [:]
  /// How it is coded; nil where it is not yet.
  public var options: PackingOptions?

  public init(_ files: WeightFiles) { self.files = files }

  /// Parameters that pruning, sharing and coding go through, by the names of the files.
  public var weightNames: [String] {
    files.arrays.filter { $0.parts(of: nil)[0].role == .weights }.map(\.name)
  }

  /// Floats of the largest parts that are in memory together.
  static let largestBatch = 1 << 24

  /// What became of the weights.
  public struct Outcome: Sendable {
    public var bytes = 0
    public var weightCount = 0
    public var survivorCount = 0
    /// Sums over shared weights: of the squares of their changes, and of their own.
    public var squaredErrors = 0.0
    public var squares = 0.0
    /// Layers whose coded weights were decoded again, and were the same.
    public var verifiedCount = 0

    public init() {}

    /// How far weights moved, over their root mean square; nil where nothing was shared.
    public var relativeError: Double? {
      squares > 0 ? (squaredErrors / squares).squareRoot() : nil
    }
  }

  private var isChanged: Bool { options != nil || !sharing.isEmpty || !pruning.isEmpty }

  /// Writes the `.dcz` file piece by piece to `append`. `monitor` is told of the weights that are
  /// done. Part k draws from `random.part(k)`: the bytes do not depend on threads.
  public func write(
    metadata: Metadata, random: RandomSource, verifies: Bool = false,
    monitor: WorkMonitor<WorkDone> = .none, append: @escaping ([UInt8]) throws -> Void
  ) throws -> Outcome {
    let state: StoredState =
      options != nil ? .packed : !sharing.isEmpty ? .shared : !pruning.isEmpty ? .pruned : .dense
    let options = options ?? PackingOptions(coding: .fixedLength)
    var container = try StreamedContainer(
      origin: try NetworkOrigin(of: files, blocks: blocks), state: state, options: options,
      metadata: metadata, append: append)
    let batches = batches()
    let total = batches.joined().reduce(0) { $0 + $1.part.count }
    var outcome = Outcome()
    var done = 0
    for batch in batches {
      let results = try Parallel.tryMap(batch.count) { place in
        try self.coded(batch[place], options, random, verifies: verifies)
      }
      for (part, result) in zip(batch, results) {
        switch result {
        case .layer(let layer, let partial):
          try container.write(layer)
          outcome.add(partial)
        case .bytes(let bytes): container.keep(bytes)
        }
        done += part.part.count
      }
      try monitor.tell(WorkDone(done, of: total))
    }
    try container.finish()
    outcome.bytes = container.bytes
    return outcome
  }

  // MARK: Parts

  /// A part of an array and the number of its parameter.
  private struct Part: Sendable {
    let array: WeightFiles.Entry
    let part: WeightFiles.Entry.Part
    let number: Int
  }

  private func batches() -> [[Part]] {
    var number = 0
    let parts = files.arrays.flatMap { array in
      array.parts(of: blocks[array.name]).filter { $0.role != nil }.map { part in
        defer { number += 1 }
        return Part(array: array, part: part, number: number)
      }
    }
    return parts.batches(of: Self.largestBatch) { $0.part.count }
  }

  private enum Written {
    case layer(PackedLayer, Outcome)
    case bytes([UInt8])
  }

  /// What pruning leaves of an array or of some of its rows; `name` is for messages.
  func pruned(_ weights: Weights, of array: WeightFiles.Entry, named name: String) throws
    -> Weights
  {
    try (pruning[array.name] ?? []).reduce(weights) { try $1.pruned($0, named: name) }
  }

  /// Pruned and shared.
  private func changed(_ part: Part, _ random: RandomSource) throws -> (Weights, Outcome) {
    let values = try files.floats(of: part.array, rows: part.part.rows)
    let tensor = Tensor(shape: part.part.shape, values: values)
    // As in memory, where a model with such weights counts as pruned; one that nothing is done to
    // stays as it is.
    var weights: Weights = isChanged ? .read(tensor, as: part.part.role) : .dense(tensor)
    var outcome = Outcome()
    weights = try pruned(weights, of: part.array, named: part.part.name)
    if let plan = sharing[part.array.name] {
      var own = random.part(part.number)
      let (shared, change) = try Network.share(weights, part.part.name, plan, &own)
      let count = Double(shared.codes.count)
      outcome.squaredErrors = count * change.rootMeanSquareError * change.rootMeanSquareError
      outcome.squares = shared.squaredSum
      weights = .shared(shared)
    }
    return (weights, outcome)
  }

  private func coded(
    _ part: Part, _ options: PackingOptions, _ random: RandomSource, verifies: Bool
  ) throws -> Written {
    guard part.part.role != .scales else { return .bytes(try files.content(of: part.array)) }
    var (weights, outcome) = try changed(part, random)
    (outcome.weightCount, outcome.survivorCount) = (weights.count, weights.survivorCount)
    let layer = try StreamedContainer.coded(
      LayerParameter(part.part.name, part.part.role ?? .weights, weights), number: part.number,
      options: options)
    if verifies, part.part.role == .weights {
      guard try layer.weights() == weights else { throw StreamError.differs(part.part.name) }
      outcome.verifiedCount = 1
    }
    return .layer(layer, outcome)
  }

  // MARK: Values

  /// What the weights are worth when all is done to them, made when they are asked for. Blocks of
  /// rows are parameters of their own.
  public func unpacked(_ random: RandomSource) throws -> (
    origin: NetworkOrigin, weights: WeightSource
  )? {
    (try NetworkOrigin(of: files, blocks: blocks), weights(random))
  }

  private func weights(_ random: RandomSource) -> WeightSource {
    let parts = Dictionary(
      uniqueKeysWithValues: batches().joined().map { ($0.part.name, $0) })
    return { name throws(ModelExchangeError) in
      guard let part = parts[name] else { throw .missingArray(name: name) }
      return try ModelExchangeError.making(name) { try self.changed(part, random).0 }
    }
  }
}

/// What a check found out while a model was written.
public enum StreamError: Error, Equatable, Sendable, CustomStringConvertible {
  case differs(String)

  public var description: String {
    switch self {
    case .differs(let name): "the coded weights of '\(name)' are not those that were coded"
    }
  }
}

extension StreamedModel.Outcome {
  fileprivate mutating func add(_ other: StreamedModel.Outcome) {
    weightCount += other.weightCount
    survivorCount += other.survivorCount
    squaredErrors += other.squaredErrors
    squares += other.squares
    verifiedCount += other.verifiedCount
  }
}
