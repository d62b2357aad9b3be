import Datasets
import DeepCompression
import Networks
import Tensors
import Testing
import Training

struct SensitivityScanTests {
  private static let data = SyntheticDigits.dataset(train: 600, test: 10)

  private static func trained() throws -> Network {
    var random = RandomSource(seed: 1)
    let start = try Network(
      inputShape: [64],
      descriptions: [
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([20])]),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([10])]),
      ]
    ).initialized(random: &random)
    var plan = TrainingPlan()
    (plan.epochs, plan.rate) = (6, 0.05)
    return try Trainer(plan).train(start, on: data.train, random: &random).network
  }

  private func scan(
    _ network: Network, _ settings: [SensitivityScan.Setting],
    retraining: SensitivityScan.Retraining? = nil
  ) throws -> SensitivityScan {
    var random = RandomSource(seed: 2)
    return try SensitivityScan(
      of: network, layers: ["fc1", "fc2"], settings: settings, examples: Self.data.valid,
      retraining: retraining,
      random: &random)
  }

  /// A point is the error of the network with that one layer pruned: measured here without the
  /// scan.
  @Test func aPointIsTheErrorOfOneLayerCompressed() throws {
    let network = try Self.trained()
    let scan = try scan(network, [.sparsity(0), .sparsity(0.9)])
    #expect(try scan.baseError == Metrics(of: network, on: Self.data.valid).error)
    #expect(scan.points.map(\.layer) == ["fc1", "fc1", "fc2", "fc2"])
    for point in scan.points {
      guard case .sparsity(let sparsity) = point.setting else { continue }
      let weights = try #require(network.parameter(point.layer)).weights.tensor
      let cut = weights.values.map(abs).sorted()[Int(0.9 * Double(weights.count))]
      var pruned = network
      pruned.updateParameter(point.layer) {
        $0.weights = .dense(weights.map { sparsity == 0 || abs($0) >= cut ? $0 : 0 })
      }
      #expect(try point.error == Metrics(of: pruned, on: Self.data.valid).error)
    }
    #expect(scan.points[0].error == scan.baseError)
  }

  @Test func retrainingBringsBackWhatPruningCost() throws {
    let network = try Self.trained()
    let plain = try scan(network, [.sparsity(0.9)])
    var plan = TrainingPlan()
    (plan.epochs, plan.rate) = (3, 0.02)
    let retrained = try scan(
      network, [.sparsity(0.9)], retraining: .init(plan: plan, examples: Self.data.train))
    #expect(plain.points[0].error > plain.baseError + 0.05, "nothing to bring back: \(plain)")
    #expect(retrained.points[0].error < plain.points[0].error)
  }

  @Test func bitsAreScannedLikewise() throws {
    let scan = try scan(try Self.trained(), [.bits(1), .bits(8)])
    #expect(scan.points[0].error > scan.points[1].error)
    #expect(abs(scan.points[1].error - scan.baseError) <= 0.02)
  }

  /// The last point is fine again by luck: it counts only when those before it are fine, too.
  @Test(arguments: [(0.0, 0.5), (0.005, 0.8), (0.02, 0.95)])
  func aPlanEndsBeforeTheFirstDropThatIsTooLarge(allowed: Double, expected: Double) {
    let points = [(0.5, 0.0), (0.8, 0.003), (0.9, 0.02), (0.95, 0.001)].map {
      (setting: $0.0, drop: $0.1)
    }
    #expect(SensitivityPlan.furthest(points, allowed: allowed) == expected)
  }

  @Test func aLayerThatTakesNothingHasNoSetting() {
    #expect(SensitivityPlan.furthest([(setting: 0.1, drop: 0.5)], allowed: 0.01) == nil)
  }
}
