import Glibc
import Networks
import Tensors

extension SecondOrderSharing {
  /// All layers shared, in the order in which the network computes. With a sum of `bits` to spend
  /// the plan's price does not count: a layer's is the one at which it and those after it should
  /// take what is left, by what those before it took beside what was expected. Throws
  /// `QuantizationError` when numbers do not fit into what the file stores, and what `monitor`
  /// throws.
  public func shared(
    _ plan: SecondOrderPlan, bits goal: Double? = nil, monitor: WorkMonitor<WorkDone> = .none
  ) throws -> (network: Network, outcomes: [Outcome]) {
    var plan = plan
    var spent = (bits: 0.0, expected: 0.0)
    var shared = network
    var outcomes: [Outcome] = []
    var walks = [ActivationWalk(network, batches), ActivationWalk(network, batches)]
    for number in layers.indices {
      let done = WorkDone(number, of: layers.count)
      try monitor.tell(done)
      guard let bits = plan.bits[layers[number].name] else { continue }
      // Nothing before the first layer differs.
      var same = Array(walks.prefix(1))
      let product: CalibratedProduct
      if outcomes.isEmpty {
        product = try calibration.product(number, &same, monitor.staying(at: done))
      } else {
        product = try calibration.product(number, &walks, monitor.staying(at: done))
      }
      if let goal {
        // The first layers are small and say little: they count beside a part of what is wanted.
        let known = Self.trust * goal
        let ratio = (spent.bits + known) / (spent.expected + known)
        plan.price = price(forBits: max(1, goal - spent.bits) / ratio, from: number)
      }
      let (parameter, outcome) = try share(number, product, bits: bits, plan)
      outcomes.append(outcome)
      spent.bits += outcome.totalBits
      spent.expected += layers[number].point(price: plan.price / layers[number].sensitivity).bits
      shared.updateParameter(layers[number].name) { $0 = parameter }
      walks[1].network = shared
    }
    try monitor.tell(WorkDone(layers.count, of: layers.count))
    return (shared, outcomes)
  }

  /// The part of all bits after which their sum is believed half.
  private static let trust = 0.05

  private func share(
    _ number: Int, _ product: CalibratedProduct, bits: Int, _ plan: SecondOrderPlan
  ) throws(QuantizationError) -> (LayerParameter, Outcome) {
    let layer = layers[number]
    var precision = try plan.precision(bits: bits)
    guard var parameter = network.parameter(layer.name) else {
      preconditionFailure("a layer of the network")
    }
    if case .absent = parameter.weights { throw .packed(layer: layer.name) }
    let weights = parameter.weights.tensor
    guard weights.values.allSatisfy(\.isFinite) else { throw .notFinite(layer: layer.name) }
    let blocks = product.blocks(parameter.weights)
    let price = plan.price / max(layer.sensitivity, .leastNormalMagnitude)
    var result = LevelSearch(
      problem: RateDistortion(blocks, price: price), largestCount: 1 << bits,
      levelBits: Double(plan.centroidBits)
    ).run(rounds: plan.rounds)
    guard result.values.allSatisfy({ abs($0) <= precision.largest }) else {
      throw .tooLargeFor16Bits(layer: layer.name)
    }
    switch result.form {
    case .grid:
      precision = .float32
      result = result.trimmed()
    case .multiples: precision = .float32
    case .free:
      result.values = result.values.map(precision.rounded)
      result = result.compacted()
    }
    result = result.withSurvivor(in: blocks, precision)
    let levels = product.assembled(result.codes, of: blocks)
    let shared = Self.shared(levels, result.values, weights.shape, precision, bits: bits)
    if let bias = parameter.bias?.values {
      let change = product.biasChange(from: weights.values, to: shared.dense().values)
      parameter.bias = .float32(zip(bias, change).map { Float(Double($0) + $1) })
    }
    parameter.bias = try Network.rounded(parameter.bias, layer.name, bits: plan.biasBits)
    parameter.weights = .shared(shared)
    return (
      parameter,
      Outcome(
        layer: layer.name, levels: shared.codebook.count, density: shared.mask.density,
        bits: result.bits / Double(max(1, weights.count)),
        divergence: layer.sensitivity * result.distortion, isCalibrated: layer.isCalibrated,
        price: plan.price, totalBits: result.bits)
    )
  }

  /// Level numbers, zero among them, as survivors and codes.
  private static func shared(
    _ levels: [UInt16], _ values: [Float], _ shape: [Int], _ precision: FloatPrecision, bits: Int
  ) -> SharedWeights {
    let zero = values.firstIndex(of: 0) ?? 0
    let isKept = levels.map { Int($0) != zero }
    let codes = levels.compactMap { level -> UInt8? in
      Int(level) == zero ? nil : UInt8(Int(level) - (Int(level) > zero ? 1 : 0))
    }
    let centroids = values.indices.filter { $0 != zero }.map { values[$0] }
    return SharedWeights(
      mask: Mask(shape: shape, isKept: isKept), codes: codes,
      codebook: Codebook(centroids: centroids, precision: CentroidPrecision(precision)), bits: bits)
  }
}

extension LevelSearch.Result {
  /// A layer of nothing but zeros has no codebook: its largest weight stays.
  fileprivate func withSurvivor(in blocks: [RateDistortion.Block], _ precision: FloatPrecision)
    -> Self
  {
    guard values.count == 1 else { return self }
    var largest = (block: 0, place: 0, value: Float(0))
    for (number, block) in blocks.enumerated() {
      for (place, value) in block.target.enumerated() where abs(value) > abs(largest.value) {
        largest = (number, place, value)
      }
    }
    let value = precision.rounded(largest.value)
    guard value != 0 else { return self }
    var result = self
    result.values = [0, value]
    result.codes[largest.block][largest.place] = 1
    return result.compacted()
  }
}
