import Inference
import Memory
import Networks
import Tensors

/// What was read can be run: with ones for inputs a model gives something, or says what stands in
/// the way.
enum ModelRun {
  private struct TooLarge: Error {}

  /// Elements of an input, and multiplications of a pass, that fuzzing has the time for.
  private static let elements = 1 << 14
  private static let multiplications = 1e7

  static func attempt(_ evaluation: Evaluation) throws {
    let network = evaluation.network
    // A loop may have no end.
    let kinds = Set(network.nodes.map(\.layer.kind))
    guard kinds.isDisjoint(with: ["Loop", "Scan", "If"]),
      network.multiplicationCount <= multiplications
    else { return }
    let inputs = try network.inputs.map { input in
      let shape = input.type.extents.map { $0.number ?? 2 }
      var count = 1
      for extent in shape {
        guard extent >= 0, extent <= elements else { throw TooLarge() }
        count *= extent
        guard count <= elements else { throw TooLarge() }
      }
      return TypedTensor(
        shape: shape,
        OperatorGuess.elements([Double](repeating: 1, count: count), input.type.element))
    }
    _ = try MemoryBudget.$asked.withValue(MemoryBudget(bytes: 1 << 30)) {
      try evaluation.outputs(of: inputs)
    }
  }
}
