import Dispatch
import Networks
import Ranks
import Synchronization
import Tensors

/// The gradients of slices, added over all slices of all ranks, piece by piece as the backward
/// passes give them: what the last layers have goes to the other ranks while earlier ones compute.
/// Each number is added in the order of `SumTree`, however the parameters are cut into pieces.
package final class GradientSums: Sendable {
  private struct State: Sendable {
    var sum: PartialSum
    /// Slices that are not there yet.
    var missing: Int
    /// Of the gradients of the piece's parameters; nil for those without.
    var forms: [ParameterForm?] = []
    var total: [Float]?
  }

  private struct ParameterForm: Sendable {
    let shape: [Int]
    let biasCount: Int?

    var count: Int { shape.reduce(1, *) + (biasCount ?? 0) }
  }

  private let network: Network
  private let layout: GradientPieces
  private let own: Range<Int>
  private let count: Int
  private let states: Mutex<[State]>
  /// One signal a piece that is complete here, from the first to the last, or for the end.
  private let isComplete = DispatchSemaphore(value: 0)
  private let failure = Mutex<(any Error)?>(nil)
  private let isStopped = Atomic<Bool>(false)

  /// Of `count` slices, of which `own` are computed here; without any, one is, which does not
  /// count.
  package init(_ network: Network, layout: GradientPieces, own: Range<Int>, of count: Int) {
    (self.network, self.layout, self.own, self.count) = (network, layout, own, count)
    states = Mutex(
      layout.pieces.map { _ in State(sum: PartialSum(of: count), missing: max(1, own.count)) })
  }

  // MARK: One slice

  /// Where the backward pass of a slice is: used by one thread.
  package struct Pass {
    let slice: Int
    fileprivate var next = 0

    package init(slice: Int) { self.slice = slice }
  }

  /// Takes what a slice's backward pass has complete behind `node`.
  package func take(_ gradients: [LayerGradient], behind node: Int, _ pass: inout Pass) {
    while pass.next < layout.pieces.count, layout.pieces[pass.next].node >= node {
      let piece = pass.next
      pass.next += 1
      let parts = layout.pieces[piece].places.map {
        network.parameterGradient(at: $0, gradients)
      }
      let vector = parts.flatMap { gradient in
        gradient.map { $0.weights.values + ($0.bias ?? []) } ?? []
      }
      let slice = pass.slice
      let isLast = states.withLock { states in
        states[piece].forms = parts.map { gradient in
          gradient.map { ParameterForm(shape: $0.weights.shape, biasCount: $0.bias?.count) }
        }
        if own.contains(slice) { states[piece].sum.add(vector, part: slice) }
        states[piece].missing -= 1
        return states[piece].missing == 0
      }
      if isLast { isComplete.signal() }
    }
  }

  // MARK: All slices

  /// Lets `add` add the pieces over all ranks, one after the other as they become complete: every
  /// slice goes through the pieces in one order, so that is the order. `add` gets this rank's nodes
  /// and their length.
  package func exchange(
    _ add: (_ nodes: [Range<Int>: [Float]], _ length: Int) throws -> [Float]
  ) {
    for piece in layout.pieces.indices {
      isComplete.wait()
      if isStopped.load(ordering: .acquiring) { return }
      let (nodes, length) = states.withLock { states in
        (states[piece].sum.nodes, states[piece].forms.reduce(0) { $0 + ($1?.count ?? 0) })
      }
      do {
        let total = try add(nodes, length)
        states.withLock { states in
          states[piece].sum = PartialSum(of: count)
          states[piece].total = total
        }
      } catch {
        return failure.withLock { $0 = error }
      }
    }
  }

  /// Ends the exchange before the next piece.
  package func stop() {
    isStopped.store(true, ordering: .releasing)
    isComplete.signal()
  }

  /// When all slices were taken and, among ranks, exchanged: the sums in the order of the
  /// network's parameters.
  package func gradients() throws -> [ParameterGradient?] {
    if let failure = failure.withLock({ $0 }) { throw failure }
    var gradients = [ParameterGradient?](repeating: nil, count: network.parameterNames.count)
    let states = states.withLock { $0 }
    for (piece, state) in zip(layout.pieces, states) {
      guard let total = state.total ?? state.sum.total else { continue }
      var start = 0
      func next(_ count: Int) -> [Float] {
        defer { start += count }
        return Array(total[start..<start + count])
      }
      for (place, form) in zip(piece.places, state.forms) {
        guard let form else { continue }
        let weights = Tensor(shape: form.shape, values: next(form.shape.reduce(1, *)))
        gradients[place] = ParameterGradient(weights, bias: form.biasCount.map(next))
      }
    }
    return gradients
  }
}
