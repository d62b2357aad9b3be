import Glibc
import Networks
import Tensors

/// What the second-order search for levels may spend.
public struct SecondOrderPlan: Sendable, Equatable {
  /// The divergence that one bit has to save: the larger, the smaller the file. 0 spends all
  /// levels.
  public var price: Double
  /// At most 2^bits levels beside zero, 1...8, by layer.
  public var bits: [String: Int]
  /// 16 or 32: how centroids are stored.
  public var centroidBits: Int
  /// 8, 16 or 32: how biases are stored.
  public var biasBits: Int
  /// How often codes and levels are found by turns.
  public var rounds: Int

  public init(
    price: Double, bits: [String: Int], centroidBits: Int = 16, biasBits: Int = 16, rounds: Int = 3
  ) {
    (self.price, self.bits, self.rounds) = (price, bits, rounds)
    (self.centroidBits, self.biasBits) = (centroidBits, biasBits)
  }

  /// Throws for numbers of bits that there are not.
  public func check() throws(QuantizationError) {
    for bits in bits.values { _ = try precision(bits: bits) }
  }

  package func settings(bits: Int) -> SharingPlan {
    SharingPlan(bits: bits, centroidBits: centroidBits, biasBits: biasBits)
  }

  /// Of centroids that are no multiples: which layers have those is found (`LevelSearch`).
  func precision(bits: Int) throws(QuantizationError) -> FloatPrecision {
    try settings(bits: bits).check()
    guard let precision = FloatPrecision(rawValue: centroidBits) else {
      throw .multiplesOfTheMethod(bits: centroidBits)
    }
    return precision
  }
}

/// Shared weights without training, by what a set of inputs tells of each layer's error (Frantar et
/// al., GPTQ, 2023, with a price for bits): layers in order, each made for the inputs that it will
/// have when those before it are compressed.
public struct SecondOrderSharing: Sendable {
  /// One layer's part in the whole.
  public struct Layer: Sendable, Equatable {
    package let calibrated: CalibratedLayers.Layer
    /// Divergence of the network's outputs for one unit of the layer's error, measured with this
    /// layer alone compressed.
    public internal(set) var sensitivity: Double
    /// The error of zeros.
    package var energy = 1.0
    /// What the layer takes and loses at some prices, from few bits to many.
    package var curve: [Point] = []

    public var name: String { calibrated.name }
    public var isCalibrated: Bool { calibrated.product != nil }

    package struct Point: Sendable, Equatable {
      /// Of a bit, in units of the layer's error.
      package let price: Double
      package let bits: Double
      package let distortion: Double
    }
  }

  /// What became of a layer.
  public struct Outcome: Sendable, Equatable {
    public let layer: String
    /// Levels beside zero.
    public let levels: Int
    /// Fraction of weights that are not zero.
    public let density: Double
    /// Bits of an ideal code for one weight, zeros included.
    public let bits: Double
    /// What the layer's error should add to the divergence.
    public let divergence: Double
    public let isCalibrated: Bool
    /// Of a bit, in divergence.
    public let price: Double
    /// Bits of ideal codes for all its weights, and of its levels.
    public let totalBits: Double

    package init(
      layer: String, levels: Int, density: Double, bits: Double, divergence: Double,
      isCalibrated: Bool, price: Double, totalBits: Double
    ) {
      (self.layer, self.levels, self.density, self.bits) = (layer, levels, density, bits)
      (self.divergence, self.isCalibrated) = (divergence, isCalibrated)
      (self.price, self.totalBits) = (price, totalBits)
    }
  }

  public let network: Network
  /// Batches of inputs; none: weights alone decide.
  package let batches: [[TypedTensor]]
  public let divergence: OutputDivergence
  public internal(set) var layers: [Layer]
  package let calibration: CalibratedLayers

  /// Batches that sensitivities are measured with, the first ones: at least so many, and more where
  /// they take no more multiplications than this.
  private static let fewestMeasured = 4
  private static let measuredWork = 6e11

  /// Each layer's trial goes through half of the network, in the mean.
  private var measuredCount: Int {
    let examples = Double(batches.first?.first?.shape.first ?? 1)
    let work = network.multiplicationCount * examples * Double(layers.count) / 2
    let affordable = Int(min(Double(batches.count), Self.measuredWork / max(1, work)))
    return min(batches.count, max(Self.fewestMeasured, affordable))
  }

  /// Looks at every layer of `names` alone: its inputs, what it takes at several prices, and what
  /// its error does to the outputs. `monitor` is told of layers.
  public init(
    _ network: Network, names: [String], batches: [[TypedTensor]], divergence: OutputDivergence,
    random: inout RandomSource, monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    (self.network, self.batches, self.divergence) = (network, batches, divergence)
    calibration = CalibratedLayers(names, of: network, batches: batches, seed: random.next())
    layers = calibration.layers.map { Layer(calibrated: $0, sensitivity: 0) }
    var walks = [ActivationWalk(network, batches)]
    let measured = Array(batches.prefix(measuredCount))
    let reference = try ActivationWalk(network, measured).outputs()
    for number in layers.indices {
      try monitor.tell(WorkDone(number, of: layers.count))
      try measure(
        number, &walks, reference, monitor.staying(at: WorkDone(number, of: layers.count)))
    }
    try monitor.tell(WorkDone(layers.count, of: layers.count))
    guessRest()
  }

  private func weights(_ number: Int) -> Weights {
    guard let parameter = network.parameter(layers[number].name) else {
      preconditionFailure("a layer of the network")
    }
    return parameter.weights
  }

  private mutating func measure(
    _ number: Int, _ walks: inout [ActivationWalk], _ reference: [[TypedTensor]],
    _ monitor: WorkMonitor<WorkDone>
  ) throws {
    let weights = weights(number)
    let product = try calibration.product(number, &walks, monitor)
    let blocks = product.blocks(weights)
    let zeros = blocks.map { [UInt16](repeating: 0, count: $0.target.count) }
    let energy = RateDistortion(blocks, price: 0).distortion(zeros, [0])
    layers[number].energy = max(energy, .leastNormalMagnitude)
    let mean = layers[number].energy / Double(max(1, weights.survivorCount))
    // At b bits a weight an error is worth 2^-2b of the energy, and a bit 2 ln 2 of the error.
    func price(_ bits: Int) -> Double { 2 * M_LN2 * mean * exp2(-2 * Double(bits)) }
    for bits in 1...6 {
      let search = LevelSearch(
        problem: RateDistortion(blocks, price: price(bits)), largestCount: 256)
      let estimate = search.estimated()
      layers[number].curve.append(
        .init(price: price(bits), bits: estimate.bits, distortion: estimate.distortion))
      try monitor.tell(WorkDone(0, of: 1))
    }
    layers[number].sensitivity = 1 / layers[number].energy
    guard layers[number].isCalibrated else { return }
    let trial = LevelSearch(
      problem: RateDistortion(blocks, price: price(Self.trialBits)), largestCount: 256
    ).run(rounds: 1)
    let values = product.assembled(trial.codes, of: blocks).map { trial.values[Int($0)] }
    var layer = network.nodes[layers[number].calibrated.node].layer
    layer.parameters[layers[number].calibrated.parameter].weights = .dense(
      Tensor(shape: weights.shape, values: values))
    let outputs = try walks[0].outputs(
      replacing: layers[number].calibrated.node, by: layer, batches: reference.count)
    let found = divergence.between(reference, outputs)
    if trial.distortion > 0, found > 0 { layers[number].sensitivity = found / trial.distortion }
  }

  /// Bits a weight at which a layer's effect on the outputs is measured.
  private static let trialBits = 3

  /// Layers without inputs weigh like the middle one of the others, by their relative error.
  private mutating func guessRest() {
    let known = layers.filter(\.isCalibrated).map { $0.sensitivity * $0.energy }.sorted()
    guard !known.isEmpty else { return }
    for number in layers.indices where !layers[number].isCalibrated {
      layers[number].sensitivity = known[known.count / 2] / layers[number].energy
    }
  }
}

// MARK: - Prices

extension SecondOrderSharing {
  /// Bits of ideal codes for the layers from one on, and the divergence to expect, when a bit costs
  /// `price`.
  public func expected(price: Double, from first: Int = 0) -> (bits: Double, divergence: Double) {
    layers[first...].reduce(into: (0, 0)) { sum, layer in
      let point = layer.point(price: price / layer.sensitivity)
      sum.bits += point.bits
      sum.divergence += layer.sensitivity * point.distortion
    }
  }

  /// The price at which the layers from one on take so many bits.
  public func price(forBits bits: Double, from first: Int = 0) -> Double {
    price(from: first) { $0.bits <= bits }
  }

  /// The price at which all layers together lose so much.
  public func price(forDivergence divergence: Double) -> Double {
    price(from: 0) { $0.divergence >= divergence }
  }

  /// The lowest price from which on a condition holds.
  private func price(
    from first: Int, _ holds: ((bits: Double, divergence: Double)) -> Bool
  ) -> Double {
    var (low, high) = (1e-18, 1e3)
    for _ in 0..<100 {
      let middle = (low * high).squareRoot()
      if holds(expected(price: middle, from: first)) { high = middle } else { low = middle }
    }
    return high
  }

  /// The same with each layer's bits put right by what it took.
  package func corrected(by outcomes: [Outcome]) -> Self {
    var corrected = self
    for outcome in outcomes {
      guard let number = layers.firstIndex(where: { $0.name == outcome.layer }) else { continue }
      let layer = layers[number]
      let expected = layer.point(price: outcome.price / layer.sensitivity).bits
      guard expected > 0, outcome.totalBits > 0 else { continue }
      corrected.layers[number].curve = layer.curve.map {
        Layer.Point(
          price: $0.price, bits: $0.bits * outcome.totalBits / expected, distortion: $0.distortion)
      }
    }
    return corrected
  }
}

extension SecondOrderSharing.Layer {
  /// Between the measured points, and beyond them, on straight lines by logarithms.
  package func point(price: Double) -> Point {
    guard curve.count > 1 else { return curve.first ?? .init(price: price, bits: 0, distortion: 0) }
    let next = min(
      max(1, curve.firstIndex { $0.price <= price } ?? curve.count - 1), curve.count - 1)
    let (left, right) = (curve[next - 1], curve[next])
    let share = log(price / left.price) / log(right.price / left.price)
    func along(_ from: Double, _ to: Double) -> Double {
      exp(log(max(from, 1e-300)) * (1 - share) + log(max(to, 1e-300)) * share)
    }
    return .init(
      price: price, bits: along(left.bits, right.bits),
      distortion: min(energy, along(left.distortion, right.distortion)))
  }
}
