import Datasets
import Language
import Networks
import Quantization
import Tensors
import Training

/// The part of `explain` for weights that are not packed yet: Figures 2 and 3 of the paper on the
/// layer at hand.
struct ExplainedWeights {
  let call: BoundCall
  private let tables: WeightTables
  /// Clusters that lost all their weights during k-means, where that was watched.
  private let reseededCount: Int
  /// The net that the layer is of, if it was given.
  private let network: Network?

  /// How many examples the gradient of `data=` is taken over: one mini-batch.
  private static let batch = 64

  init(_ call: BoundCall, layer: LayerValue, network: Network? = nil) {
    (self.call, self.network) = (call, network)
    reseededCount = 0
    let shared: SharedWeights? = if case .shared(let shared) = layer.weights { shared } else { nil }
    tables = WeightTables(
      name: layer.name, weights: layer.weights.tensor,
      mask: layer.weights.mask ?? Mask(full: layer.weights.shape),
      shared: shared)
  }

  /// `index_bits=` prunes the zeros, `bits=` shares what is left.
  init(_ call: BoundCall, tensor: Tensor, random: inout RandomSource) throws {
    (self.call, network) = (call, nil)
    let mask = Mask(
      shape: tensor.shape,
      isKept: tensor.values.map { $0 != 0 || call[ExplainCommand.indexBits] == nil })
    let weights: Weights = .pruned(PrunedWeights(values: tensor, mask: mask))
    let shared = try call[ExplainCommand.bits].map { bits in
      try call.locating(ExplainCommand.bits) {
        let plan = SharingPlan(bits: bits, initialization: .linear, centroidBits: 32)
        return try Network.share(weights, "the tensor", plan, &random)
      }
    }
    reseededCount = shared?.1.reseeded ?? 0
    tables = WeightTables(
      name: "the tensor", weights: shared?.0.dense() ?? tensor, mask: mask, shared: shared?.0)
  }

  /// Shows what there is to show and gives it back by name.
  func shown() throws -> Value {
    var found = Record()
    if let shared = tables.shared {
      try show(shared, &found)
    } else {
      try refuse(ExplainCommand.gradient)
      try refuse(ExplainCommand.data)
    }
    if let bits = call[ExplainCommand.indexBits] ?? (tables.mask.density < 1 ? 5 : nil) {
      let table = try call.locating(ExplainCommand.indexBits) {
        try tables.positions(indexBits: bits)
      }
      found["positions"] = .object(table)
      call.context.emit(
        .table(table.selecting(rows: Array(0..<min(table.rowCount, call[ExplainCommand.entries])))))
    }
    guard found.count > 0 else {
      throw call.fault(
        .value, at: ExplainCommand.subject, "\(tables.name) is neither pruned nor shared",
        hint: "index_bits= shows its positions, bits= shares the weights of a tensor")
    }
    return .record(found)
  }

  /// Gradients are for shared weights only.
  private func refuse(_ parameter: some AnyParameter) throws {
    guard call.isGiven(parameter) else { return }
    throw call.fault(
      .value, at: parameter, "\(tables.name) has no shared weights whose gradients could be summed",
      hint: "quantize shares them")
  }

  private func show(_ shared: SharedWeights, _ found: inout Record) throws {
    let clusters = tables.clusters(
      of: shared, gradient: try gradient(), rate: call[ExplainCommand.rate])
    let rate = WeightTables.sharingRate(
      weights: shared.codes.count, bits: shared.bits, centroids: shared.codebook.count)
    let codes = TensorValue(tables.codes(of: shared), .integer)
    found["codes"] = codes.value
    found["clusters"] = .object(clusters)
    found["rate"] = .number(rate)
    call.context.emit(
      .text(
        "\(tables.name): \(shared.codes.count) weights share \(shared.codebook.count), "
          + """
          \(Value.number(rate).brief(significantDigits: 3)) times smaller before positions are \
          counted\(reseeded)
          """
      ))
    if shared.codes.count <= call[ExplainCommand.entries] * 8 {
      call.context.emit(.value(.object(codes)))
    }
    call.context.emit(.table(clusters))
  }

  private var reseeded: String {
    reseededCount == 0
      ? ""
      : "; \(OutcomeText.count(reseededCount, "empty cluster")) placed anew while k-means ran"
  }

  /// As given, or that of the loss over one mini-batch of `data=`.
  private func gradient() throws -> Tensor? {
    if let given = call[ExplainCommand.gradient]?.tensor {
      guard given.shape == tables.weights.shape else {
        throw call.fault(
          .shape, at: ExplainCommand.gradient,
          "the gradient has shape \(given.shape), the weights have \(tables.weights.shape)")
      }
      return given
    }
    guard let examples = call[ExplainCommand.data] else { return nil }
    guard let network else {
      throw call.fault(
        .argument, at: ExplainCommand.data, "a gradient of data needs the whole net",
        hint: "explain(net, layer=\"\(tables.name)\", data=...)")
    }
    return try call.locating(ExplainCommand.data) {
      try network.lossGradient(
        of: tables.name, on: examples[0..<min(examples.count, Self.batch)])
    }
  }
}
