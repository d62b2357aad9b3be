import DeepCompression
import Language
import Networks
import Pruning
import Tensors

/// `prune(method="hessian")`.
struct SecondOrderPruneStage {
  let call: BoundCall
  let session: Session

  init(_ call: BoundCall, session: Session) { (self.call, self.session) = (call, session) }

  func pruned(_ network: Network) throws -> Network {
    try call.require(QuantizeCommand.samples, in: 1...1_000_000)
    let names = try call.layers(
      of: network, only: PruneCommand.only, except: PruneCommand.except,
      smallest: PruneCommand.smallest)
    let amount = try amount(network, names)
    let batches = try call.locating(QuantizeCommand.data) {
      try call[QuantizeCommand.data]?.batches(
        for: network, limit: call[QuantizeCommand.samples], call)
    }
    var random = session.nextRandom()
    return try call.locating(PruneCommand.network) {
      let pruning = try SecondOrderPruning(
        network, names: names, batches: batches?.batches ?? [], random: &random)
      let (pruned, outcomes) = try pruning.pruned(
        amount, monitor: call.monitor("prune", in: "layers", isTimed: true))
      tell(outcomes, names)
      return pruned
    }
  }

  private func amount(_ network: Network, _ names: [String]) throws -> SecondOrderPruning.Amount {
    for stranger in [PruneCommand.threshold, PruneCommand.quality] where call.isGiven(stranger) {
      throw call.fault(
        .argument, at: stranger, "method=\"hessian\" takes 'sparsity' or 'groups'")
    }
    guard !call.isGiven(PruneCommand.units) else {
      throw call.fault(
        .argument, at: PruneCommand.units, "method=\"hessian\" removes weights, not units")
    }
    switch (call[PruneCommand.sparsity], call[PruneCommand.groups]) {
    case (let sparsity?, nil):
      if let common = sparsity.common { return .common(common) }
      let resolved = try call.locating(PruneCommand.sparsity) {
        try sparsity.resolved(for: network.weightNames)
      }
      return .byLayer(resolved.filter { names.contains($0.key) })
    case (nil, let groups?):
      let numbers = groups.split(separator: ":").map { Int($0) }
      guard numbers.count == 2, let kept = numbers[0], let size = numbers[1] else {
        throw call.fault(
          .value, at: PruneCommand.groups, "groups is two numbers such as \"2:4\", not '\(groups)'")
      }
      return .groups(kept: kept, size: size)
    default:
      throw Diagnostic(
        .argument, "method=\"hessian\" needs one of 'sparsity' and 'groups'", at: call.span,
        hint: "for instance sparsity=60%")
    }
  }

  private func tell(_ outcomes: [SecondOrderPruning.Outcome], _ names: [String]) {
    let strangers = outcomes.filter { !$0.isCalibrated }.map(\.layer)
    if call[QuantizeCommand.data] != nil, !strangers.isEmpty {
      call.warn(
        PruneCommand.name,
        OutcomeText.some(strangers)
          + ": what they read is not seen; the size of their weights decided")
    }
    let left = Set(names).subtracting(outcomes.map(\.layer)).sorted()
    if call.isGiven(PruneCommand.groups), !left.isEmpty {
      call.warn(
        PruneCommand.name,
        "\(left.joined(separator: ", ")): rows do not consist of such groups, left alone")
    }
  }
}
