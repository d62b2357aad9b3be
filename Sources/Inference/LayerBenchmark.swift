import Networks
import Tensors

/// One way to compute one layer at one batch size, timed.
public struct LayerBenchmark: Sendable {
  public let layer: String
  /// Of the weights; empty for the whole network.
  public let shape: [Int]
  /// Fraction of weights that survive.
  public let density: Double
  public let batch: Int
  public let way: BenchmarkedWay
  /// How dcs computes it; empty for the other ways.
  public let form: String
  public let timing: InferenceTiming
  /// How many times longer this way takes than dcs.
  public let ratio: Double
  /// Bytes of weights that a pass of this way reads.
  public let bytes: Int
  /// Bytes of weights that this way keeps: dcs has a form for vectors and one for batches.
  public let heldBytes: Int
  /// Multiply-additions of the pass.
  public let products: Int
  /// Joules of a pass, where the processor counts them.
  public let joules: Double?

  /// What to time, and how.
  public struct Settings: Sendable {
    public var layers: [String]
    public var batches: [Int]
    public var rounds: Int
    /// Copies of the weights take turns, so that they come from memory.
    public var isCold: Bool
    public var threads: Int
    public var mkl: MathKernelLibrary?
    public var energy: EnergyCounter?

    public init(
      layers: [String], batches: [Int] = [1, 64], rounds: Int = 11, isCold: Bool = true,
      threads: Int = 1,
      mkl: MathKernelLibrary? = nil, energy: EnergyCounter? = nil
    ) {
      (self.layers, self.batches, self.rounds) = (layers, batches, rounds)
      (self.isCold, self.threads, self.mkl, self.energy) = (isCold, threads, mkl, energy)
    }
  }

  /// The layers named, and the whole network when there are several. Layers without codes are left
  /// out.
  public static func run(
    _ network: Network, _ settings: Settings, betweenRounds: () throws -> Void = {}
  ) throws -> [LayerBenchmark] {
    var results: [LayerBenchmark] = []
    for batch in settings.batches {
      for name in settings.layers {
        guard let layer = network.layer(holding: name) as? any WeightedLayer,
          case .compact(let matrix, let shape) = layer.weights
        else {
          continue
        }
        results +=
          try shape.count == 2
          ? connected(name, matrix, batch: batch, settings, betweenRounds)
          : forward(
            name, layer, network.inputShape(of: name), batch: batch, settings, betweenRounds)
      }
      if settings.layers.count > 1, network.weightNames.allSatisfy(settings.layers.contains) {
        results += try whole(network, batch: batch, settings, betweenRounds)
      }
    }
    return results
  }

  private static func connected(
    _ name: String, _ matrix: CodebookMatrix, batch: Int, _ settings: Settings,
    _ betweenRounds: () throws -> Void
  ) throws -> [LayerBenchmark] {
    let contest = LayerContest(
      matrix, batch: batch, mkl: settings.threads == 1 ? settings.mkl : nil, isCold: settings.isCold
    )
    let ways = settings.threads == 1 ? contest.ways : [.dcs, .denseOpenBLAS]
    let found = try measured(ways.map { way in { contest.run(way) } }, settings, betweenRounds)
    return zip(ways, found).map { way, measurement in
      LayerBenchmark(
        layer: name, shape: [matrix.rows, matrix.columns], density: matrix.density, batch: batch,
        way: way,
        form: way == .dcs ? matrix.form(batch: batch) : "", timing: measurement.timing,
        ratio: measurement.ratio(to: found[0]), bytes: contest.bytes(way),
        heldBytes: way == .dcs ? matrix.bytes : contest.bytes(way), products: contest.products(way),
        joules: measurement.joules)
    }
  }

  /// A convolution: the layer itself, and the same one with dense weights (im2col and OpenBLAS).
  private static func forward(
    _ name: String, _ layer: any WeightedLayer, _ inputShape: [Int], batch: Int,
    _ settings: Settings,
    _ betweenRounds: () throws -> Void
  ) throws -> [LayerBenchmark] {
    var dense = layer
    dense.weights = .dense(layer.weights.tensor)
    let input = randomInput([batch] + inputShape)
    let layers = [layer, dense].map { layer in
      Rotation(bytes: layer.weights.productBytes(batch: 64), isCold: settings.isCold) {
        layer.copied()
      }
    }
    let found = try measured(
      layers.map { layers in { _ = layers.next.forward([input]) } }, settings, betweenRounds)
    let pixels = layer.forward([input]).count / max(1, layer.weights.shape[0])
    return zip([BenchmarkedWay.dcs, .denseOpenBLAS], found).map { way, measurement in
      let count = way == .dcs ? layer.weights.survivorCount : layer.weights.count
      return LayerBenchmark(
        layer: name, shape: layer.weights.shape,
        density: Double(layer.weights.survivorCount) / Double(max(1, layer.weights.count)),
        batch: batch, way: way,
        form: way == .dcs ? layer.weights.form : "", timing: measurement.timing,
        ratio: measurement.ratio(to: found[0]),
        bytes: way == .dcs ? layer.weights.productBytes(batch: 64) : 4 * count,
        heldBytes: way == .dcs ? layer.weights.heldBytes : 4 * count, products: count * pixels,
        joules: measurement.joules)
    }
  }

  private static func whole(
    _ network: Network, batch: Int, _ settings: Settings, _ betweenRounds: () throws -> Void
  ) throws -> [LayerBenchmark] {
    var dense = network
    for name in network.weightNames {
      dense.updateParameter(name) { $0.weights = .dense($0.weights.tensor) }
    }
    let input = randomInput([batch] + network.inputShape)
    let networks = [network, dense].map { network in
      Rotation(bytes: network.productBytes(batch: batch), isCold: settings.isCold) {
        network.copied()
      }
    }
    let found = try measured(
      networks.map { networks in { _ = networks.next.forward(input) } }, settings, betweenRounds)
    let layers = network.weightNames.compactMap { network.parameter($0)?.weights }
    let (count, kept) = (
      layers.reduce(0) { $0 + $1.count }, layers.reduce(0) { $0 + $1.survivorCount }
    )
    return zip([BenchmarkedWay.dcs, .denseOpenBLAS], found).map { way, measurement in
      LayerBenchmark(
        layer: "all", shape: [], density: Double(kept) / Double(max(1, count)), batch: batch,
        way: way, form: "",
        timing: measurement.timing, ratio: measurement.ratio(to: found[0]),
        bytes: way == .dcs ? network.productBytes(batch: batch) : 4 * count,
        heldBytes: way == .dcs ? layers.reduce(0) { $0 + $1.heldBytes } : 4 * count, products: 0,
        joules: measurement.joules)
    }
  }

  private struct Measurement {
    let timing: InferenceTiming
    let joules: Double?

    func ratio(to first: Measurement) -> Double { timing.median / max(first.timing.median, 1e-12) }
  }

  private static func measured(
    _ works: [() -> Void], _ settings: Settings, _ betweenRounds: () throws -> Void
  ) throws -> [Measurement] {
    try Parallel.$threads.withValue(settings.threads) {
      let timings = try InferenceTiming.interleaved(
        works, rounds: settings.rounds, warmUp: settings.isCold ? 0 : 0.01,
        clock: settings.threads == 1 ? .processor : .wall, betweenRounds: betweenRounds)
      return zip(works, timings).map { work, timing in
        Measurement(timing: timing, joules: settings.energy?.joules(of: work))
      }
    }
  }

  static func randomInput(_ shape: [Int]) -> Tensor {
    var random = RandomSource(seed: 1)
    return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }
}

extension WeightedLayer {
  /// The same layer, its weights in memory of their own.
  fileprivate func copied() -> Self {
    var copy = self
    copy.weights = weights.copied()
    return copy
  }
}

extension Network {
  fileprivate func copied() -> Network {
    var copy = self
    for name in weightNames { copy.updateParameter(name) { $0.weights = $0.weights.copied() } }
    return copy
  }

  fileprivate func productBytes(batch: Int) -> Int {
    weightNames.compactMap { parameter($0)?.weights.productBytes(batch: batch) }.reduce(0, +)
  }
}

extension Weights {
  /// How a convolution with them is computed.
  fileprivate var form: String {
    if case .compact(let matrix, _) = self { return matrix.form(batch: 64) }
    return ""
  }

  /// Only the forms that `bench` compares have memory of their own.
  fileprivate func copied() -> Weights {
    switch self {
    case .dense(let tensor): .dense(Tensor(shape: tensor.shape, values: tensor.values.map { $0 }))
    case .compact(let matrix, let shape): .compact(matrix.copied(), shape: shape)
    case .pruned, .shared: self
    }
  }
}
