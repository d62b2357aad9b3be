import Language
import Networks

extension PruneCommand {
  /// How much is left, and a doubt when nothing went that was there before.
  static func tell(_ pruned: Network, from before: Network, _ call: BoundCall) {
    let count = pruned.weightNames.reduce(0) { $0 + (pruned.parameter($1)?.weights.count ?? 0) }
    call.tellOutcome(
      name, "\(OutcomeText.percent(pruned.density)) of \(OutcomeText.count(count, "weight")) kept")
    guard before.density < 1, pruned.density == before.density else { return }
    call.warn(
      name,
      "nothing more went: \(OutcomeText.percent(1 - before.density)) were gone already, "
        + "and sparsity counts those too")
  }
}
