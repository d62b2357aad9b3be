import DeepCompression
import Language
import Networks
import Quantization
import Tensors

/// `quantize(method="hessian")`.
struct SecondOrderStage {
  let call: BoundCall
  let session: Session

  init(_ call: BoundCall, session: Session) { (self.call, self.session) = (call, session) }

  func shared(_ network: Network, bits: [String: Int]) throws -> Network {
    try call.require(QuantizeCommand.lambda, in: 0...1e6)
    try call.require(QuantizeCommand.samples, in: 1...1_000_000)
    if call.isGiven(QuantizeCommand.initialization) {
      throw call.fault(
        .argument, at: QuantizeCommand.initialization,
        "'init' is for method=\"kmeans\": the levels of the other one begin as a grid")
    }
    let plan = SecondOrderPlan(
      price: call[QuantizeCommand.lambda], bits: bits,
      centroidBits: call[QuantizeCommand.centroidBits], biasBits: call[QuantizeCommand.biasBits])
    try call.locating(by: QuantizeCommand.argumentAtFault) { () throws(QuantizationError) in
      try plan.check()
    }
    let batches = try call.locating(QuantizeCommand.data) {
      try call[QuantizeCommand.data]?.batches(
        for: network, limit: call[QuantizeCommand.samples], call)
    }
    let divergence = call[QuantizeCommand.data]?.divergence(for: network) ?? .squares
    var random = session.nextRandom()
    return try call.locating(QuantizeCommand.network) {
      let sharing = try SecondOrderSharing(
        network, names: network.weightNames.filter { bits[$0] != nil },
        batches: batches?.batches ?? [], divergence: divergence, random: &random,
        monitor: call.monitor("quantize: measure", in: "layers", isTimed: true))
      let (shared, outcomes) = try sharing.shared(
        plan, monitor: call.monitor("quantize: share", in: "layers", isTimed: true))
      tell(outcomes, of: shared)
      QuantizeCommand.warnOfSharing(outcomes.map(\.layer), network, call)
      return shared
    }
  }

  private func tell(_ outcomes: [SecondOrderSharing.Outcome], of shared: Network) {
    let counts = outcomes.map { Double(shared.parameter($0.layer)?.weights.count ?? 0) }
    func mean(_ value: (SecondOrderSharing.Outcome) -> Double) -> Double {
      zip(outcomes, counts).reduce(0) { $0 + value($1.0) * $1.1 } / max(1, counts.reduce(0, +))
    }
    call.tellOutcome(
      QuantizeCommand.name, OutcomeText.count(outcomes.count, "layer"),
      "\(OutcomeText.brief(mean(\.bits))) bits a weight",
      "\(OutcomeText.percent(mean(\.density))) of the weights kept",
      outcomes.allSatisfy(\.isCalibrated)
        ? "divergence \(OutcomeText.brief(outcomes.reduce(0) { $0 + $1.divergence })) to expect"
        : nil)
  }
}
