import Networks
import Pruning
import Tensors
import TestSupport
import Testing

struct GlobalPruningTests {
  /// Two layers, the weights of the second multiplied by `scale`.
  private func network(scale: Float = 0.5) throws -> Network {
    try Network(
      inputShape: [6],
      chain: [
        Dense(weights: .dense(Tensor.normal([8, 6], seed: 1)), bias: nil), ReLU(),
        Dense(weights: .dense(Tensor.normal([4, 8], seed: 2).map { scale * $0 }), bias: nil),
      ])
  }

  private func values(_ network: Network, _ name: String) -> [Float] {
    network.parameter(name)?.weights.tensor.values ?? []
  }

  /// LAMP by its definition (Lee et al. 2021, equation 1): w² over the sum of the squares that are
  /// not smaller.
  private func naiveScores(_ weights: [Float]) -> [Double] {
    weights.map { own in
      let square = Double(own) * Double(own)
      return square
        / weights.reduce(0) {
          $0 + (Double($1) * Double($1) >= square ? Double($1) * Double($1) : 0)
        }
    }
  }

  @Test func lampIsItsDefinition() {
    let weights = Tensor.normal([13, 17], seed: 3)
    let scores = GlobalScore.lamp.scores(of: weights, mask: Mask(full: [13, 17]))
    #expect(relativeError(scores, naiveScores(weights.values)) < 1e-7)
    #expect(scores.max() == 1)
  }

  /// By hand: 3² / (3² + 4²) = 0.36, 4² / 4² = 1, 1 / (1 + 9 + 16), and a removed 9 counts for
  /// nothing.
  @Test func lampWorkedByHand() {
    let mask = Mask(shape: [4], isKept: [true, true, true, false])
    let scores = GlobalScore.lamp.scores(of: Tensor(shape: [4], values: [3, -4, 1, 9]), mask: mask)
    #expect(largestUlpDistance(scores, [0.36, 1, 1 / 26, 0]) <= 1)
  }

  @Test func magnitudeIsTheAbsoluteValue() {
    let scores = GlobalScore.magnitude.scores(
      of: Tensor(shape: [2], values: [-3, 2]), mask: Mask(full: [2]))
    #expect(scores.map(abs) == [3, 2])
    #expect(
      Mask.removingSmallest(scores: scores, of: Mask(full: [2]), removed: 1).isKept == [
        true, false,
      ])
  }

  /// 70% of 48 + 32 = 56 weights go: those with the smallest scores of both layers together.
  @Test(arguments: GlobalScore.allCases)
  func theLowestScoresOfAllLayersGo(score: GlobalScore) throws {
    let network = try network()
    let pruned = try network.prunedGlobally(["fc1", "fc2"], sparsity: 0.7, score: score)
    let layers = [values(network, "fc1"), values(network, "fc2")]
    let scores = layers.flatMap { score == .lamp ? naiveScores($0) : $0.map { Double(abs($0)) } }
    let border = scores.sorted()[56]
    let kept = ["fc1", "fc2"].flatMap { pruned.parameter($0)?.weights.mask?.isKept ?? [] }
    #expect(kept == scores.map { $0 >= border })
    #expect(kept.count { $0 } == 24)
  }

  /// Halving a layer leaves its LAMP scores as they are, and its magnitudes lose against the other
  /// layer's.
  @Test func lampDoesNotSeeTheScaleOfALayer() throws {
    for score in GlobalScore.allCases {
      let masks = try ([1, 0.5] as [Float]).map { scale in
        try network(scale: scale).prunedGlobally(["fc1", "fc2"], sparsity: 0.5, score: score)
          .parameter("fc2")?.weights.mask
      }
      let survivors = masks.map { $0?.survivorCount ?? 0 }
      #expect(
        survivors[1] > 0 && (score == .lamp ? masks[0] == masks[1] : survivors[1] < survivors[0]))
    }
  }

  @Test func onlyTheNamedLayersLose() throws {
    let pruned = try network().prunedGlobally(["fc2"], sparsity: 0.5, score: .magnitude)
    #expect(pruned.parameter("fc1")?.weights.state == "dense")
    #expect(pruned.parameter("fc2")?.weights.survivorCount == 16)
  }

  @Test(arguments: GlobalScore.allCases)
  func whatIsGoneNeverComesBack(score: GlobalScore) throws {
    let first = try network().prunedGlobally(["fc1", "fc2"], sparsity: 0.4, score: score)
    let second = try first.prunedGlobally(["fc1", "fc2"], sparsity: 0.6, score: score)
    var total = 0
    for name in ["fc1", "fc2"] {
      let masks = try [first, second].map { try #require($0.parameter(name)?.weights.mask) }
      #expect(zip(masks[0].isKept, masks[1].isKept).allSatisfy { $0 || !$1 })
      total += masks[1].survivorCount
    }
    #expect(total == 32)
  }

  @Test(arguments: [1, -0.1, .nan] as [Double])
  func sparsityIsAtLeastZeroAndBelowOne(value: Double) throws {
    let network = try network()
    #expect(throws: PruningError.self) {
      try network.prunedGlobally(["fc1"], sparsity: value, score: .magnitude)
    }
  }

  /// 48 weights of about 1 against 32 of about 1e-7: all 32 are among the 40 smallest.
  @Test func aLayerThatWouldLoseAllIsRefused() throws {
    let network = try network(scale: 1e-7)
    #expect(throws: PruningError.nothingLeft(layer: "fc2")) {
      try network.prunedGlobally(["fc1", "fc2"], sparsity: 0.5, score: .magnitude)
    }
  }
}
