import Language
import Networks
import Quantization
import Tensors

extension QuantizeCommand {
  /// Bits, and how far the surviving weights moved: the root of the mean squared change, over the
  /// root mean square of the weights, of all layers together.
  static func tell(
    _ outcomes: [SharingOutcome], of shared: Network, from before: Network, _ call: BoundCall
  ) {
    var (changes, squares) = (0.0, 0.0)
    var bits: Set<Int> = []
    for outcome in outcomes {
      guard case .shared(let layer)? = shared.parameter(outcome.layer)?.weights else { continue }
      bits.insert(layer.bits)
      let count = Double(layer.codes.count)
      changes += count * outcome.rootMeanSquareError * outcome.rootMeanSquareError
      squares += layer.squaredSum
    }
    let widths = bits.sorted()
    let span =
      widths.count > 1 ? "\(widths[0]) to \(widths[widths.count - 1])" : "\(widths.first ?? 0)"
    call.tellOutcome(
      name, OutcomeText.count(outcomes.count, "layer"), "\(span) bits a weight",
      squares > 0 ? "RMS error \(OutcomeText.percent((changes / squares).squareRoot()))" : nil)
    let again = outcomes.map(\.layer).filter { name in
      if case .shared? = before.parameter(name)?.weights { true } else { false }
    }
    guard let first = again.first else { return }
    let layers = again.count == 1 ? first : OutcomeText.count(again.count, "layer")
    call.warn(name, "shared already: \(layers); errors add up, so quantize the pruned net instead")
  }
}

extension SharedWeights {
  /// Sum of the squares of all weights.
  fileprivate var squaredSum: Double {
    var members = [Int](repeating: 0, count: codebook.count)
    for code in codes { members[Int(code)] += 1 }
    return zip(members, codebook.centroids).reduce(0) {
      $0 + Double($1.0) * Double($1.1) * Double($1.1)
    }
  }
}
