import Inference
import Networks
import Products
import Tensors

/// The product of one step in all the ways that there are to compute it.
struct ProductBenchmark {
  private let program: Program
  private let step: Schedule.Step
  private let layer: any WeightedLayer
  private let weights: ProductWeights
  private let batch: Int

  init(_ program: Program, step number: Int, batch: Int) throws {
    (self.program, self.batch) = (program, batch)
    step = program.schedule.steps[number]
    guard let layer = program.schedule.network.nodes[step.nodes[0]].layer as? any WeightedLayer
    else { preconditionFailure("a product has weights") }
    self.layer = layer
    weights = try program.weights(of: step)
  }

  func run(_ stopwatch: Stopwatch) throws -> [StepBenchmark] {
    if layer is Dense, case .codes(let matrix) = weights { return try coded(matrix, stopwatch) }
    return try dense(stopwatch)
  }

  private func result(
    _ way: BenchmarkedWay, _ found: [Stopwatch.Measurement], _ number: Int
  ) -> StepBenchmark {
    let schedule = program.schedule
    return StepBenchmark(
      layer: schedule.name(of: step), holds: schedule.summary(of: step),
      shape: layer.weights.shape,
      density: Double(weights.survivorCount) / Double(max(1, layer.weights.count)), batch: batch,
      way: way, timing: found[number].timing, ratio: found[number].ratio(to: found[0]),
      joules: found[number].joules)
  }

  /// A fully connected layer of codes: all peers.
  private func coded(
    _ matrix: CodebookMatrix, _ stopwatch: Stopwatch
  ) throws -> [StepBenchmark] {
    let settings = stopwatch.settings
    let isAlone = settings.machine.threads == 1
    let peers = ConnectedLayerPeers(
      matrix, batch: batch, mkl: isAlone ? settings.mkl : nil, isCold: settings.isCold,
      machine: settings.machine)
    let ways = isAlone ? peers.ways : [.dcs, .denseOpenBLAS]
    let found = try stopwatch.time(ways.map { way in { peers.run(way) } })
    return ways.enumerated().map { number, way in
      var result = result(way, found, number)
      result.shape = [matrix.rows, matrix.columns]
      result.form = way == .dcs ? peers.form : ""
      (result.bytes, result.heldBytes) = (peers.bytes(way), peers.bytes(way))
      result.products = peers.products(way)
      return result
    }
  }

  /// Any other product: ours, and the layer's own code on dense weights (OpenBLAS, for convolutions
  /// on windows written out as columns).
  private func dense(_ stopwatch: Stopwatch) throws -> [StepBenchmark] {
    let shape = program.schedule.shape(of: step.inputs[0])
    let input = TimedProduct.drawnInput([batch] + shape)
    var layer = layer
    layer.weights = .dense(weights.dense(layer.weights.shape))
    let outputs = layer.forward([input]).count / batch
    let first = try program.product(of: step, batch: batch)
    let machine = stopwatch.settings.machine
    let ours = try Rotation(bytes: first.heldBytes, isCold: stopwatch.settings.isCold) {
      TimedProduct(
        try program.product(of: step, batch: batch), input: input, outputs: outputs,
        threads: machine.threads)
    }
    let layers = Rotation(bytes: 4 * layer.weights.count, isCold: stopwatch.settings.isCold) {
      layer.copied()
    }
    let found = try stopwatch.time([
      { ours.next.run() }, { _ = layers.next.forward([input]) },
    ])
    let pixels = outputs / max(1, layer.weights.shape[0])
    return [BenchmarkedWay.dcs, .denseOpenBLAS].enumerated().map { number, way in
      var result = result(way, found, number)
      let count = way == .dcs ? weights.survivorCount : layer.weights.count
      result.form = way == .dcs ? first.form : ""
      result.bytes = way == .dcs ? first.heldBytes : 4 * count
      (result.heldBytes, result.products) = (result.bytes, batch * count * pixels)
      return result
    }
  }
}

extension WeightedLayer {
  /// The same layer, its dense weights in memory of their own.
  fileprivate func copied() -> Self {
    var copy = self
    if case .dense(let tensor) = weights {
      copy.weights = .dense(Tensor(shape: tensor.shape, values: tensor.values.map { $0 }))
    }
    return copy
  }
}
