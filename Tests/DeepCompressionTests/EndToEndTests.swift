import CompressedModels
import Datasets
import DeepCompression
import Inference
import Networks
import Pruning
import Quantization
import Tensors
import Testing
import Training

/// The whole study: train, prune, retrain, share, retrain, code, read again.
@Suite struct EndToEndTests {
  /// What every stage left.
  struct Study {
    let dense: Network
    let pruned: Network
    let assigned: Network
    let shared: Network
    let file: [UInt8]
  }

  struct Recipe {
    var layers: [Int]
    var epochs: Int
    var sparsity: Double
    var bits = 4
    var batch = 32
    var seed: UInt64 = 1
  }

  static func run(_ recipe: Recipe, on data: Dataset) throws -> Study {
    var random = RandomSource(seed: recipe.seed)
    func trained(_ network: Network, epochs: Int, rate: Double) throws -> Network {
      var plan = TrainingPlan()
      (plan.epochs, plan.batchSize, plan.rate, plan.optimizer) = (epochs, recipe.batch, rate, .adam)
      plan.schedule = .cosine(final: 0.01)
      let trainer = Trainer(plan, constraints: network.constraints)
      return try trainer.train(network, on: data.train, validation: data.valid, random: &random)
        .network
    }
    let start = try Network(inputShape: data.train.shape, descriptions: layers(recipe.layers))
      .initialized(random: &random)
    let dense = try trained(start, epochs: recipe.epochs, rate: 2e-3)
    var pruned = dense
    for part in [0.6, 1] {
      pruned = try pruned.prunedGlobally(
        dense.weightNames, sparsity: recipe.sparsity * part, score: .lamp)
      pruned = try trained(pruned, epochs: recipe.epochs, rate: 2e-3)
    }
    let plan = SharingPlan(bits: recipe.bits, initialization: .optimal, biasBits: 8)
    let plans = Dictionary(uniqueKeysWithValues: dense.weightNames.map { ($0, plan) })
    let assigned = try pruned.sharingWeights(plans, random: &random).network
    let shared = try trained(assigned, epochs: 1, rate: 3e-4)
    return Study(
      dense: dense, pruned: pruned, assigned: assigned, shared: shared,
      file: try PackedModel(encoding: shared, metadata: Metadata(tool: "test", seed: recipe.seed))
        .serialized())
  }

  private static func layers(_ outputs: [Int]) -> [LayerDescription] {
    Array(
      outputs.map {
        [LayerDescription(operation: "dense", attributes: ["outputs": .integers([$0])])]
      }
      .joined(separator: [LayerDescription(operation: "relu")]))
  }

  static func read(_ file: [UInt8]) throws -> PackedModel {
    guard case .packed(let packed) = try ContainerReader.read(file) else {
      throw PackingError.emptyLayer(layer: "not packed")
    }
    return packed
  }

  private static let digits = Recipe(layers: [64, 32, 10], epochs: 6, sparsity: 0.85)

  @Test func digitsStayReadableAtAFractionOfTheSize() throws {
    let data = SyntheticDigits.dataset(train: 3000)
    let study = try Self.run(Self.digits, on: data)
    let packed = try Self.read(study.file)
    let predictors: [any Predictor] = try [
      study.dense, study.pruned, study.shared, packed.program(),
    ]
    let errors = try predictors.map {
      try Metrics(of: $0, on: data.test).error
    }
    #expect(errors[0] < 0.1, "dense: \(errors)")
    #expect(errors[1] < errors[0] + 0.03, "pruned: \(errors)")
    #expect(errors[2] < errors[1] + 0.03, "shared: \(errors)")
    #expect(errors[3] == errors[2], "from the file: \(errors)")
    // 15% of the weights at about 4 + 3 bits against 32, and some hundred bytes for 6538
    // parameters.
    #expect(study.dense.denseBytes == 4 * (64 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10))
    #expect(
      Double(study.dense.denseBytes) / Double(study.file.count) > 16, "\(study.file.count) bytes")
  }

  @Test func everyStageKeepsWhatTheOneBeforeDecided() throws {
    let data = SyntheticDigits.dataset(train: 300, test: 100)
    let study = try Self.run(Self.digits, on: data)
    let decoded = try Self.read(study.file).decoded()
    #expect(decoded.weightNames == ["fc1", "fc2", "fc3"])
    var survivors = 0
    for name in decoded.weightNames {
      let stages = [study.pruned, study.assigned, study.shared, decoded].compactMap {
        $0.parameter(name)?.weights
      }
      #expect(Set(stages.map { $0.mask?.isKept }).count == 1, "\(name): one mask")
      survivors += stages[0].survivorCount
      guard case .shared(let assigned) = stages[1], case .shared(let shared) = stages[2],
        case .shared(let read) = stages[3]
      else {
        Issue.record("\(name) is not shared")
        continue
      }
      #expect(assigned.codes == shared.codes, "\(name): assignments stay")
      #expect(assigned.codebook != shared.codebook, "\(name): centroids learn")
      #expect(read == shared, "\(name): the file keeps every bit")
      #expect(decoded.parameter(name)?.bias == study.shared.parameter(name)?.bias)
    }
    #expect(survivors == 6464 - Int((0.85 * 6464).rounded()))
  }

  @Test func theSameSeedGivesTheSameFile() throws {
    let data = SyntheticDigits.dataset(train: 200, test: 10)
    let first = try Self.run(Self.digits, on: data).file
    #expect(
      try Parallel.$threads.withValue(1) { try Self.run(Self.digits, on: data).file } == first)
    #expect(
      try Parallel.$threads.withValue(2) { try Self.run(Self.digits, on: data).file } == first)
    var other = Self.digits
    other.seed = 2
    #expect(try Self.run(other, on: data).file != first)
  }

  /// The study of the paper's Table 2 in small: two passes over MNIST.
  @Test(
    .enabled(
      if: MNISTOnThisMachine.isThere,
      "MNIST is not in the search path: Datasets/fetch mnist fetches it"))
  func lenet300OnMNIST() throws {
    let data = try MNISTFamily.mnist.load(search: DatasetSearch(directory: nil))
    let recipe = Recipe(layers: [300, 100, 10], epochs: 2, sparsity: 0.92, batch: 128)
    let study = try Self.run(recipe, on: data)
    let packed = try Self.read(study.file)
    let predictors: [any Predictor] = try [study.dense, packed.program()]
    let errors = try predictors.map {
      try Metrics(of: $0, on: data.test).error
    }
    #expect(errors[0] < 0.04, "\(errors)")
    #expect(errors[1] < 0.04, "\(errors)")
    #expect(1_066_440 / Double(study.file.count) > 30, "\(study.file.count) bytes")
    let report = try CompressionReport(
      of: [.packed(packed)], examples: nil)
    #expect(report.paper?.name == "Table 2")
    #expect(report.sizes.overheadBytes < 600)
  }
}

private enum MNISTOnThisMachine {
  static var isThere: Bool {
    (try? DatasetSearch(directory: nil).paths(
      of: MNISTFamily.files, dataset: MNISTFamily.mnist.name)) != nil
  }
}
