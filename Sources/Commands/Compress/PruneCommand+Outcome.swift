import Language
import Networks

extension PruneCommand {
  /// How much is left of what there was, and a doubt when nothing went.
  static func tell(_ pruned: Network, from before: Network, _ call: BoundCall) {
    let count = weightCount(before) { $0.count }
    let survivors = (
      before: weightCount(before) { $0.survivorCount },
      after: weightCount(pruned) { $0.survivorCount }
    )
    tellKept(survivors.after, of: count, call)
    guard [sparsity, threshold, quality].contains(where: { call.isGiven($0) }),
      before.density < 1, survivors.after == survivors.before
    else { return }
    call.warn(
      name,
      "nothing more went: \(OutcomeText.percent(1 - before.density)) were gone already, "
        + "and sparsity counts those too")
  }

  /// How many weights are left.
  static func tellKept(_ kept: Int, of count: Int, _ call: BoundCall) {
    let share = Double(kept) / Double(max(1, count))
    call.tellOutcome(
      name, "\(OutcomeText.percent(share)) of \(OutcomeText.count(count, "weight")) kept")
  }

  private static func weightCount(_ network: Network, _ count: (Weights) -> Int) -> Int {
    network.weightNames.reduce(0) { $0 + (network.parameter($1).map { count($0.weights) } ?? 0) }
  }
}
