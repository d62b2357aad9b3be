import Networks
import Pruning
import Quantization
import Tensors

/// Pruning without training, by what a set of inputs tells: the weights go whose loss the others
/// can make good best, and these do (Optimal Brain Surgeon, a layer at a time: Dong et al., L-OBS,
/// 2017). Layers in order, each made for the inputs that it will have when those before it are
/// pruned.
public struct SecondOrderPruning: Sendable {
  /// How much goes.
  public enum Amount: Sendable, Equatable {
    /// Of all weights together: each layer loses what adds least to its relative error.
    case common(Double)
    case byLayer([String: Double])
    /// Of each `size` inputs that follow each other at most `kept` stay: what sparse tensor cores
    /// and some accelerators take.
    case groups(kept: Int, size: Int)
  }

  /// What became of a layer.
  public struct Outcome: Sendable, Equatable {
    public let layer: String
    public let density: Double
    /// Error of what the layer gives, of what it gives: Σ (q - w)ᵀ H (q - w) / Σ wᵀ H w.
    public let relativeError: Double
    public let isCalibrated: Bool
  }

  private let layers: CalibratedLayers

  /// No batches: every input counts the same, and weights go by magnitude.
  public init(
    _ network: Network, names: [String], batches: [[TypedTensor]], random: inout RandomSource
  ) throws(PruningError) {
    layers = CalibratedLayers(names, of: network, batches: batches, seed: random.next())
    for layer in layers.layers {
      if case .shared = network.parameter(layer.name)?.weights {
        throw .alreadyShared(layer: layer.name)
      }
    }
  }

  /// Throws `PruningError` for amounts that there are not, and what `monitor` throws, which is told
  /// of layers.
  public func pruned(_ amount: Amount, monitor: WorkMonitor<WorkDone> = .none) throws -> (
    network: Network, outcomes: [Outcome]
  ) {
    try check(amount)
    let passes = if case .common = amount { 2 } else { 1 }
    let steps = passes * layers.layers.count
    let counts = try survivors(amount, steps: steps, monitor)
    var pruned = layers.network
    var outcomes: [Outcome] = []
    var walks = [layers.network, layers.network].map { ActivationWalk($0, layers.batches) }
    for (number, layer) in layers.layers.enumerated() {
      let done = WorkDone(steps - layers.layers.count + number, of: steps)
      try monitor.tell(done)
      if case .byLayer = amount, counts[number] == nil { continue }
      let product: CalibratedProduct
      if outcomes.isEmpty {
        // Nothing before the first layer differs.
        var same = Array(walks.prefix(1))
        product = try layers.product(number, &same, monitor.staying(at: done))
      } else {
        product = try layers.product(number, &walks, monitor.staying(at: done))
      }
      guard let (parameter, outcome) = try prune(number, product, amount, count: counts[number])
      else { continue }
      outcomes.append(outcome)
      pruned.updateParameter(layer.name) { $0 = parameter }
      walks[1].network = pruned
    }
    try monitor.tell(WorkDone(steps, of: steps))
    return (pruned, outcomes)
  }

  private func check(_ amount: Amount) throws(PruningError) {
    let sparsities: [Double]
    switch amount {
    case .common(let sparsity): sparsities = [sparsity]
    case .byLayer(let all): sparsities = Array(all.values)
    case .groups(let kept, let size):
      guard size > 1, kept > 0, kept < size else { throw .badGroups(kept: kept, size: size) }
      return
    }
    for sparsity in sparsities { try PruningCriterion.sparsity(sparsity).check() }
  }

  /// How many weights of each layer stay; nil for layers that are left alone, and for groups.
  private func survivors(
    _ amount: Amount, steps: Int, _ monitor: WorkMonitor<WorkDone>
  ) throws -> [Int?] {
    let totals = layers.layers.indices.map { layers.weights($0).count }
    func kept(_ sparsity: Double, of total: Int) -> Int {
      max(1, total - Int((sparsity * Double(total)).rounded()))
    }
    switch amount {
    case .groups: return totals.map { _ in nil }
    case .byLayer(let sparsities):
      return zip(layers.layers, totals).map { layer, total in
        sparsities[layer.name].map { kept($0, of: total) }
      }
    case .common(let sparsity):
      var scores: [[Float]] = []
      var walks = [ActivationWalk(layers.network, layers.batches)]
      for number in layers.layers.indices {
        try monitor.tell(WorkDone(number, of: steps))
        let product = try layers.product(
          number, &walks, monitor.staying(at: WorkDone(number, of: steps)))
        let blocks = product.blocks(layers.weights(number))
        let energy = Float(max(Self.energy(blocks), .leastNormalMagnitude))
        scores.append(SurvivorProblem(blocks).losses.joined().map { $0 / energy })
      }
      let all = scores.joined().sorted(by: >)
      guard let last = all.dropFirst(kept(sparsity, of: all.count) - 1).first else { return [] }
      return scores.map { own in max(1, own.count { $0 >= last }) }
    }
  }

  /// The error of zeros.
  private static func energy(_ blocks: [RateDistortion.Block]) -> Double {
    RateDistortion(blocks, price: 0).distortion(
      blocks.map { [UInt16](repeating: 0, count: $0.target.count) }, [0])
  }

  private func prune(
    _ number: Int, _ product: CalibratedProduct, _ amount: Amount, count: Int?
  ) throws -> (LayerParameter, Outcome)? {
    let layer = layers.layers[number]
    guard var parameter = layers.network.parameter(layer.name) else { return nil }
    let before = parameter.weights.tensor
    let blocks = product.blocks(parameter.weights)
    let problem = SurvivorProblem(blocks)
    let values: [[Float]]
    if let count {
      values = Self.solved(problem, count: count)
    } else if case .groups(let kept, let size) = amount {
      guard let mask = Self.groupMask(problem, kept: kept, size: size) else { return nil }
      values = problem.solved(.mask(mask))
    } else {
      return nil
    }
    let after = product.assembled(values, of: blocks)
    let mask = Mask(shape: before.shape, isKept: after.map { $0 != 0 })
    guard mask.survivorCount > 0 else { throw PruningError.nothingLeft(layer: layer.name) }
    parameter.weights = .pruned(
      PrunedWeights(values: Tensor(shape: before.shape, values: after), mask: mask))
    if let bias = parameter.bias?.values {
      let change = product.biasChange(from: before.values, to: after)
      parameter.bias = .float32(zip(bias, change).map { Float(Double($0) + $1) })
    }
    let error = zip(blocks, values).reduce(0.0) { sum, pair in
      let differences = zip(pair.1, pair.0.target).map { $0 - $1 }
      let slopes = RateDistortion.product(differences, pair.0.form)
      return sum + zip(differences, slopes).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return (
      parameter,
      Outcome(
        layer: layer.name, density: mask.density,
        relativeError: error / max(Self.energy(blocks), .leastNormalMagnitude),
        isCalibrated: layer.product != nil)
    )
  }

  /// As many survivors as are wanted: a little less than the loss at which so many stay is looked
  /// for, and of these the ones with the smallest losses go, too.
  private static func solved(_ problem: SurvivorProblem, count: Int) -> [[Float]] {
    var (low, high): (Float, Float) = (0, problem.losses.joined().max() ?? 0)
    for _ in 0..<searchSteps {
      let middle = low == 0 ? high / 1024 : (low * high).squareRoot()
      guard middle > low, middle < high else { break }
      let found = problem.solved(.loss(atLeast: middle), rounds: 0)
      if found.joined().count(where: { $0 != 0 }) >= count { low = middle } else { high = middle }
    }
    let swept = problem.solved(.loss(atLeast: low), rounds: 0)
    var mask = swept.map { $0.map { $0 != 0 } }
    let losses = problem.losses
    let kept = mask.indices.flatMap { block in
      mask[block].indices.filter { mask[block][$0] }.map { (block, $0) }
    }
    let order = kept.sorted { losses[$0.0][$0.1] < losses[$1.0][$1.1] }
    for (block, place) in order.prefix(max(0, kept.count - count)) { mask[block][place] = false }
    return problem.solved(.mask(mask))
  }

  private static let searchSteps = 12

  /// The weights with the largest losses of each group, in the order of the inputs; nil where rows
  /// do not consist of groups.
  private static func groupMask(_ problem: SurvivorProblem, kept: Int, size: Int) -> [[Bool]]? {
    guard problem.blocks.allSatisfy({ $0.form.depth % size == 0 }) else { return nil }
    return zip(problem.blocks, problem.losses).map { block, losses in
      let inOrder = block.form.restored(losses)
      var mask = [Bool](repeating: false, count: inOrder.count)
      for start in stride(from: 0, to: inOrder.count, by: size) {
        let best = (start..<start + size).sorted { (inOrder[$1], $0) < (inOrder[$0], $1) }
        for place in best.prefix(kept) { mask[place] = inOrder[place] > 0 }
      }
      return block.form.ordered(mask)
    }
  }
}
