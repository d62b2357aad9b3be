import Language
import Networks
import Quantization
import Tensors

extension QuantizeCommand {
  /// After k-means, which knows how far the surviving weights moved.
  static func tell(
    _ outcomes: [SharingOutcome], of shared: Network, from before: Network, _ call: BoundCall
  ) {
    var change = WeightChange()
    for outcome in outcomes {
      guard case .shared(let layer)? = shared.parameter(outcome.layer)?.weights else { continue }
      let count = Double(layer.codes.count)
      change.squaredErrors += count * outcome.rootMeanSquareError * outcome.rootMeanSquareError
      change.squares += layer.squaredSum
    }
    tell(outcomes.map(\.layer), of: shared, from: before, change, call)
  }

  /// Bits, and how far the weights moved: the root of the mean squared change, over the root mean
  /// square of the weights, of all layers together.
  private static func tell(
    _ names: [String], of shared: Network, from before: Network, _ change: WeightChange,
    _ call: BoundCall
  ) {
    let bits = Set(names.compactMap { sharedBits(shared.parameter($0)) }).sorted()
    let widths =
      bits.count > 1 ? "\(bits[0]) to \(bits[bits.count - 1])" : "\(bits.first ?? 0)"
    call.tellOutcome(
      name, OutcomeText.count(names.count, "layer"), "\(widths) bits a weight",
      change.relative.map { "RMS error \(OutcomeText.percent($0))" })
    warnOfSharing(names, before, call)
  }

  /// A doubt about layers that were shared already.
  static func warnOfSharing(_ names: [String], _ before: Network, _ call: BoundCall) {
    let again = names.filter { sharedBits(before.parameter($0)) != nil }
    guard let first = again.first else { return }
    let layers = again.count == 1 ? first : OutcomeText.count(again.count, "layer")
    call.warn(
      name, "shared already: \(layers); errors add up, so quantize the pruned net instead")
  }

  private static func sharedBits(_ parameter: LayerParameter?) -> Int? {
    if case .shared(let shared)? = parameter?.weights { shared.bits } else { nil }
  }
}

/// How far weights moved.
private struct WeightChange {
  var squaredErrors = 0.0
  var squares = 0.0

  /// nil where there was nothing but zeros.
  var relative: Double? { squares > 0 ? (squaredErrors / squares).squareRoot() : nil }
}
