import CompressedModels
import Language
import Networks

extension HuffmanCommand {
  /// The size of the file with everything in it, and a doubt when there was nothing to code.
  static func tell(
    _ packed: PackedModel, of network: Network, named command: String = name, _ call: BoundCall
  ) {
    let weights = network.weightNames.reduce(0) { $0 + (network.parameter($1)?.weights.count ?? 0) }
    call.tellOutcome(
      command, OutcomeText.count(packed.bytes, "byte"), OutcomeText.ratio(packed.ratio),
      weights > 0
        ? "\(OutcomeText.brief(8 * Double(packed.bytes) / Double(weights))) bits a weight" : nil)
    switch network.stateWord {
    case "dense":
      call.warn(
        name, "the net is dense: 32-bit weights hardly shrink; prune and quantize come first")
    case "pruned":
      call.warn(command, "weights are not shared yet: each keeps 32 bits; quantize comes first")
    default: break
    }
  }
}
