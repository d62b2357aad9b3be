import Networks
import Ranks
import Tensors

/// A mini-batch cut into slices that do not depend on how many ranks or threads there are. Each
/// slice goes through the network by itself; what the slices give is added in the order of
/// `SumTree`, so that the bits are the same whoever computed which slice.
struct SlicedBatch: Sendable {
  let work: BatchWork
  let positions: ArraySlice<Int>
  let count: Int

  /// Slices at once take as many gradients: above this many floats, one slice after the other.
  private static let largestSums = 1 << 26

  /// The mean over all slices: the loss, the gradients and, for layers with statistics, those of
  /// the slices. The same on all ranks of `group`. Draws `count` sources from `random`.
  func outcome(among group: RankGroup?, random: inout RandomSource) throws -> BatchWork.Outcome {
    let sources = (0..<count).map { _ in random.split() }
    let shares = SumTree.shares(of: count, among: group?.count ?? 1)
    let own = shares[group?.rank ?? 0]
    // A rank that gets no slice computes the first, to know the form of the sums.
    let slices = try outcomes(own.isEmpty ? 0..<1 : own, sources)
    let form = slices[0]
    var sums: [Range<Int>: [Float]] = [:]
    for node in SumTree.nodes(within: own, of: count) {
      sums[node] = SumTree.sum(of: node) { parts in
        parts.count == 1 ? Self.flat(slices[parts.lowerBound - own.lowerBound], work.network) : nil
      }
    }
    let total =
      try group?.sum(sums, parts: count, length: Self.flat(form, work.network).count)
      ?? sums[0..<count] ?? []
    return Self.outcome(total, like: form, work.network)
  }

  private func outcomes(_ slices: Range<Int>, _ sources: [RandomSource]) throws
    -> [BatchWork.Outcome]
  {
    let floats = work.network.parameterCount
    @Sendable func slice(_ number: Int) -> Result<BatchWork.Outcome, any Error> {
      Result {
        var random = sources[number]
        let share = Float(part(number).count) / Float(positions.count)
        var outcome = try work.outcome(of: part(number), share: share, random: &random)
        for node in Self.statistics(of: work.network) {
          for place in outcome.activations[node].memories.indices {
            outcome.activations[node].memories[place] =
              outcome.activations[node].memories[place].map { share * $0 }
          }
        }
        return outcome
      }
    }
    if slices.count * floats > Self.largestSums {
      return try slices.map { try slice($0).get() }
    }
    return try Parallel.map(slices.count) { slice(slices.lowerBound + $0) }.map { try $0.get() }
  }

  private func part(_ number: Int) -> ArraySlice<Int> {
    let range = SumTree.shares(of: positions.count, among: count)[number]
    return positions[
      positions.startIndex + range.lowerBound..<positions.startIndex
        + range.upperBound]
  }

  // MARK: One vector for all that is added

  /// Loss, gradients, statistics.
  private static func flat(_ outcome: BatchWork.Outcome, _ network: Network) -> [Float] {
    var values = [Float(outcome.loss)]
    values.reserveCapacity(1 + network.parameterCount)
    for case let gradient? in outcome.gradients {
      values += gradient.weights.values
      values += gradient.bias ?? []
    }
    for node in statistics(of: network) {
      for memory in outcome.activations[node].memories { values += memory.values }
    }
    return values
  }

  /// What `flat` would give `values` for. Statistics are those of a slice: their mean.
  private static func outcome(
    _ values: [Float], like form: BatchWork.Outcome, _ network: Network
  ) -> BatchWork.Outcome {
    var (outcome, place) = (form, 1)
    func next(_ count: Int) -> [Float] {
      defer { place += count }
      return Array(values[place..<place + count])
    }
    outcome.loss = Double(values[0])
    for (number, gradient) in form.gradients.enumerated() {
      guard let gradient else { continue }
      let weights = Tensor(shape: gradient.weights.shape, values: next(gradient.weights.count))
      outcome.gradients[number] = ParameterGradient(
        weights, bias: gradient.bias.map { next($0.count) })
    }
    for node in statistics(of: network) {
      outcome.activations[node].memories = form.activations[node].memories.map {
        Tensor(shape: $0.shape, values: next($0.count))
      }
    }
    return outcome
  }

  /// Nodes that remember what training saw.
  private static func statistics(of network: Network) -> [Int] {
    network.nodes.indices.filter { index in
      network.nodes[index].layer.parameters.contains { $0.role == .statistics }
    }
  }
}
