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
  /// the slices; other layers' activations are empty. The same on all ranks of `group`. Draws
  /// `count` sources from `random`.
  func outcome(among group: RankGroup?, random: inout RandomSource) throws -> BatchWork.Outcome {
    let sources = (0..<count).map { _ in random.split() }
    let own = SumTree.shares(of: count, among: group?.count ?? 1)[group?.rank ?? 0]
    let sums = GradientSums(
      work.network, layout: GradientPieces(work.network), own: own, of: count)
    // A rank that gets no slice computes the first, to know the form of the sums.
    let computed = own.isEmpty ? 0..<1 : own
    let slices = try exchanging(sums, among: group) { try outcomes(computed, sources, sums) }
    let gradients = try sums.gradients()
    var notes = PartialSum(of: count)
    for slice in own { notes.add(notesVector(slices[slice - own.lowerBound]), part: slice) }
    let total =
      try group?.sum(notes.nodes, parts: count, length: notesVector(slices[0]).count)
      ?? notes.total ?? []
    return outcome(total, like: slices[0], gradients: gradients)
  }

  /// Exchanges sums among ranks while `body` computes them.
  private func exchanging<Result>(
    _ sums: GradientSums, among group: RankGroup?, _ body: () throws -> Result
  ) throws -> Result {
    guard let group else { return try body() }
    let parts = count
    let thread = CompanionThread {
      sums.exchange { try group.sum($0, parts: parts, length: $1, isPatient: true) }
    }
    do {
      let result = try body()
      if let thread {
        thread.join()
      } else {
        sums.exchange { try group.sum($0, parts: parts, length: $1) }
      }
      return result
    } catch {
      // It may wait for a rank that met the same error, and ends with the run.
      sums.stop()
      thread?.leave()
      throw error
    }
  }

  private func outcomes(
    _ slices: Range<Int>, _ sources: [RandomSource], _ sums: GradientSums
  ) throws -> [BatchWork.Outcome] {
    let floats = work.network.parameterCount
    @Sendable func slice(_ number: Int) throws -> BatchWork.Outcome {
      var random = sources[number]
      let share = Float(part(number).count) / Float(positions.count)
      var pass = GradientSums.Pass(slice: number)
      var outcome = try work.outcome(of: part(number), share: share, random: &random) {
        sums.take(&$1, behind: $0, &pass)
      }
      outcome.gradients = []
      for node in outcome.activations.indices {
        outcome.activations[node].outputs = []
        let memories = outcome.activations[node].memories
        outcome.activations[node].memories =
          statistics.contains(node) ? memories.map { $0.map { share * $0 } } : []
      }
      return outcome
    }
    if slices.count * floats > Self.largestSums { return try slices.map(slice) }
    return try Parallel.tryMap(slices.count) { try slice(slices.lowerBound + $0) }
  }

  private func part(_ number: Int) -> ArraySlice<Int> {
    let range = SumTree.shares(of: positions.count, among: count)[number]
    return positions[
      positions.startIndex + range.lowerBound..<positions.startIndex
        + range.upperBound]
  }

  // MARK: What is added beside gradients

  /// Loss and statistics of a slice.
  private func notesVector(_ outcome: BatchWork.Outcome) -> [Float] {
    [Float(outcome.loss)]
      + statistics.flatMap { node in outcome.activations[node].memories.flatMap { $0.values } }
  }

  /// What `notesVector` would give `values` for.
  private func outcome(
    _ values: [Float], like form: BatchWork.Outcome, gradients: [ParameterGradient?]
  ) -> BatchWork.Outcome {
    var (outcome, place) = (form, 1)
    outcome.loss = Double(values[0])
    outcome.gradients = gradients
    for node in statistics {
      outcome.activations[node].memories = form.activations[node].memories.map { memory in
        defer { place += memory.count }
        return Tensor(shape: memory.shape, values: Array(values[place..<place + memory.count]))
      }
    }
    return outcome
  }

  /// Nodes that remember what training saw.
  private var statistics: [Int] {
    work.network.nodes.indices.filter { index in
      work.network.nodes[index].layer.parameters.contains { $0.role == .statistics }
    }
  }
}
