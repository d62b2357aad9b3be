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
      return try sharing.shared(
        plan, monitor: call.monitor("quantize: share", in: "layers", isTimed: true)
      ).network
    }
  }
}
