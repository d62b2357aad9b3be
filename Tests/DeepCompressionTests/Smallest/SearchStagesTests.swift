import Datasets
import DeepCompression
import Networks
import Tensors
import TestSupport
import Testing
import Training

/// What the stages tell while they run.
struct SearchStagesTests {
  /// A teacher, then for each density pruning, sharing, centroids, a measured file; each stage
  /// counts its examples up to their number.
  @Test func stagesAreToldInOrder() throws {
    var random = RandomSource(seed: 1)
    let data = SyntheticDigits.dataset(train: 200)
    let dense = try Network(
      inputShape: [64],
      descriptions: [
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([16])]),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([10])]),
      ]
    ).initialized(random: &random)
    var search = SmallestFileSearch(budget: .bytes(1))
    var effort = SearchEffort.least
    effort.densities = 0.3...0.5
    search.effort = effort
    var stages: [String] = []
    var last: SearchProgress?
    _ = try search.run(
      dense, on: data, random: &random,
      monitor: WorkMonitor { progress in
        if progress.stage != stages.last {
          #expect(last.map { $0.done == $0.total } ?? true)
          stages.append(progress.stage)
        }
        last = progress
      })
    #expect(
      stages == ["teacher", "prune to 50.0%", "share 7 weights", "centroids", "measured"])
  }
}
