import CompressedModels
import Datasets
import Inference
import Networks
import Tensors
import Training

/// What compression did, as data: the paper's Tables 1 and 2 measured on real encodings.
public struct CompressionReport: Sendable {
  /// One model after one stage.
  public struct Stage: Sendable {
    /// "dense", "pruned (P)", "shared (P+Q)", "packed (P+Q+H)", "packed (P+Q+A)".
    public let name: String
    public let density: Double
    /// Dense nets: parameters as 32-bit floats. All others: the file that holds them.
    public let bytes: Int
    /// Dense 32-bit size, removed units included, divided by `bytes`.
    public let ratio: Double
    /// Top-1 error on the examples; nil when none were given.
    public let error: Double?
    /// Fraction of the examples whose label is not among the five highest outputs; nil without
    /// examples and for ten classes or fewer.
    public let topFiveError: Double?
  }

  /// One layer of the most compressed model.
  public struct Layer: Sendable {
    public let name: String
    public let weightCount: Int
    public let density: Double
    /// Bits of a stored code and gap before and after Huffman coding; nil where there is none.
    public let weightBits: Double?
    public let weightBitsCoded: Double?
    public let indexBits: Double?
    public let indexBitsCoded: Double?
    /// Bytes after P, P+Q and P+Q+H with everything in them, biases too.
    public let prunedBytes: Int
    public let quantizedBytes: Int?
    public let codedBytes: Int
    /// With arithmetic coding; nil for models that have none.
    public let arithmeticBytes: Int?
    public let denseBytes: Int
  }

  public let stages: [Stage]
  public let layers: [Layer]
  public let total: Layer
  /// Where the bytes of the packed file go.
  public let sizes: SizeBreakdown
  public let paper: PaperTable?
}

/// A network, or a packed one.
public enum ReportedModel: Sendable {
  case network(Network)
  case packed(PackedModel)

  func evaluation() throws -> Evaluation {
    switch self {
    case .network(let network): Evaluation(network)
    case .packed(let model): try Evaluation(model)
    }
  }

  /// A packed model's has no weights.
  func network() throws -> Network {
    switch self {
    case .network(let network): network
    case .packed(let model): try model.skeleton()
    }
  }

  /// Fraction of the weights that survive.
  var density: Double {
    let counts: [(survivors: Int, weights: Int)] =
      switch self {
      case .network(let network):
        network.weightNames.compactMap { network.parameter($0)?.weights }
          .map { ($0.survivorCount, $0.count) }
      case .packed(let model):
        model.weightedLayers.compactMap { model.sizes.layer($0.name) }
          .map { ($0.survivorCount, $0.weightCount) }
      }
    return Double(counts.reduce(0) { $0 + $1.survivors })
      / Double(max(1, counts.reduce(0) { $0 + $1.weights }))
  }
}

extension CompressionReport {
  /// `models` in the order of the stages; the last one is looked at layer by layer. `metadata` is
  /// what the files of models that are not packed yet would say about their origin. `monitor` is
  /// told how many examples each model has answered. Precondition: not empty.
  public init(
    of models: [ReportedModel], examples: Examples?, metadata: Metadata = Metadata(),
    monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    precondition(!models.isEmpty)
    var stages: [Stage] = []
    for model in models {
      let metrics = try examples.map {
        try Metrics(of: model.evaluation(), on: $0, monitor: monitor)
      }
      stages.append(try Stage(model, metrics: metrics, metadata: metadata))
    }
    let last: Network
    var packed: PackedModel?
    switch models[models.count - 1] {
    case .network(let network): last = network
    case .packed(let model):
      last = try model.decoded()
      packed = model
    }
    let measured = try StageSizes(of: last, metadata: packed?.metadata ?? metadata)
    sizes = packed?.sizes ?? measured.coded
    self.stages = stages
    // What arithmetic coding saves shows beside Huffman coding of the same weights.
    let arithmetic = packed.flatMap { $0.isArithmetic ? $0.sizes : nil }
    let coded = arithmetic == nil ? sizes : measured.coded
    layers = last.weightNames.compactMap {
      Layer($0, of: last, measured, coded: coded, arithmetic: arithmetic)
    }
    total = Layer(totalOf: last, layers, measured, coded: coded, arithmetic: arithmetic)
    paper = PaperTable.about(weightCounts: layers.map(\.weightCount))
  }
}

extension CompressionReport.Stage {
  init(_ model: ReportedModel, metrics: Metrics?, metadata: Metadata) throws {
    let network = try model.network()
    density = model.density
    switch model {
    case .packed(let packed):
      name = packed.isArithmetic ? "packed (P+Q+A)" : "packed (P+Q+H)"
      bytes = packed.bytes
    case .network(let network):
      let stored = try PackedModel(storing: network, metadata: metadata)
      switch stored.state {
      case .dense: (name, bytes) = ("dense", network.denseBytes)
      case .pruned: (name, bytes) = ("pruned (P)", stored.bytes)
      case .shared, .packed: (name, bytes) = ("shared (P+Q)", stored.bytes)
      }
    }
    ratio = Double(network.originalBytes) / Double(max(1, bytes))
    error = metrics?.error
    topFiveError =
      network.outputShape.reduce(1, *) > 10 ? metrics.map { 1 - $0.accuracy(top: 5) } : nil
  }
}

extension CompressionReport.Layer {
  init?(
    _ name: String, of network: Network, _ measured: StageSizes, coded: SizeBreakdown,
    arithmetic: SizeBreakdown?
  ) {
    guard let layer = network.parameter(name), let codedSizes = coded.layer(name),
      let prunedSizes = measured.pruned.layer(name)
    else { return nil }
    let quantized = measured.quantized?.layer(name)
    self.name = name
    weightCount = codedSizes.weightCount
    density = codedSizes.density
    (weightBits, indexBits) = (
      quantized?.codes.map { Double($0.fixedBits) }, quantized?.indexBits.map(Double.init)
    )
    (weightBitsCoded, indexBitsCoded) = (
      codedSizes.codes?.averageBits, codedSizes.gaps?.averageBits
    )
    (prunedBytes, quantizedBytes, codedBytes) = (
      prunedSizes.bytes, quantized?.bytes, codedSizes.bytes
    )
    arithmeticBytes = arithmetic?.layer(name)?.bytes
    denseBytes = 4 * (layer.weights.count + (layer.bias?.count ?? 0))
  }

  /// The whole file: what belongs to no layer is counted too. Bits are means over all stored
  /// symbols.
  init(
    totalOf network: Network, _ layers: [CompressionReport.Layer], _ measured: StageSizes,
    coded: SizeBreakdown, arithmetic: SizeBreakdown?
  ) {
    name = "total"
    weightCount = layers.reduce(0) { $0 + $1.weightCount }
    density =
      layers.reduce(0) { $0 + $1.density * Double($1.weightCount) } / Double(max(1, weightCount))
    weightBits = Self.mean(measured.quantized, \.codes) { Double($0.fixedBits) }
    indexBits = Self.mean(measured.quantized, \.gaps) { Double($0.fixedBits) }
    weightBitsCoded = Self.mean(coded, \.codes, \.averageBits)
    indexBitsCoded = Self.mean(coded, \.gaps, \.averageBits)
    (prunedBytes, quantizedBytes, codedBytes) = (
      measured.pruned.bytes, measured.quantized?.bytes, coded.bytes
    )
    arithmeticBytes = arithmetic?.bytes
    denseBytes = network.originalBytes
  }

  private static func mean(
    _ sizes: SizeBreakdown?, _ symbols: (LayerSizes) -> SymbolSizes?,
    _ bits: (SymbolSizes) -> Double
  ) -> Double? {
    let found = sizes?.layers.compactMap(symbols) ?? []
    let count = found.reduce(0) { $0 + $1.histogram.total }
    return count == 0
      ? nil : found.reduce(0) { $0 + bits($1) * Double($1.histogram.total) } / Double(count)
  }
}
