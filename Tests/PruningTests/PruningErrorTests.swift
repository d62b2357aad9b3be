import Pruning
import Testing

/// Whole messages: they are what a user reads.
struct PruningErrorTests {
  @Test(
    arguments: [
      (.badSparsity(1), "sparsity must be at least 0 and below 1 (0% to 99.99...%), not 1.0"),
      (.badThreshold(-1), "a threshold must be a number of at least 0, not -1.0"),
      (.badQuality(.nan), "quality must be a number of at least 0, not nan"),
      (
        .alreadyShared(layer: "fc1"),
        "the weights of fc1 are shared already: prune before you quantize"
      ),
      (.nothingLeft(layer: "fc1"), "no weight of fc1 would survive"),
    ] as [(PruningError, String)])
  func messages(error: PruningError, expected: String) { #expect(error.description == expected) }
}
