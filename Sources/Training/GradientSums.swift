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
    /// One a part of the piece; nil for those without a gradient.
    var shapes: [[Int]?] = []
    var total: [Float]?

    var length: Int { shapes.reduce(0) { $0 + ($1?.reduce(1, *) ?? 0) } }
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
    /// Gradients of which one part was taken.
    fileprivate var open: [Int: ParameterGradient?] = [:]

    package init(slice: Int) { self.slice = slice }
  }

  /// Takes what a slice's backward pass has complete behind `node`, out of `gradients`.
  package func take(_ gradients: inout [LayerGradient], behind node: Int, _ pass: inout Pass) {
    while pass.next < layout.pieces.count, layout.pieces[pass.next].node >= node {
      let piece = pass.next
      pass.next += 1
      var vector: [Float]?
      let shapes = layout.pieces[piece].parts.map { part in
        let (numbers, shape) = taken(part, &gradients, &pass)
        if shape != nil, vector == nil { vector = numbers } else { vector? += numbers }
        return shape
      }
      let slice = pass.slice
      let isLast = states.withLock { [vector] states in
        states[piece].shapes = shapes
        if own.contains(slice), let vector { states[piece].sum.add(vector, part: slice) }
        states[piece].missing -= 1
        return states[piece].missing == 0
      }
      if isLast { isComplete.signal() }
    }
  }

  /// The numbers of a part, which nobody else has then, and their shape; nil without a gradient.
  private func taken(
    _ part: GradientPieces.Part, _ gradients: inout [LayerGradient], _ pass: inout Pass
  ) -> (numbers: [Float], shape: [Int]?) {
    let found =
      pass.open.removeValue(forKey: part.place)
      ?? network.takeParameterGradient(at: part.place, &gradients)
    guard var gradient = found else {
      pass.open[part.place] = .some(nil)
      return ([], nil)
    }
    defer { pass.open[part.place] = gradient }
    if part.isBias {
      let bias = gradient.bias
      gradient.bias = nil
      return (bias ?? [], bias.map { [$0.count] })
    }
    let weights = gradient.weights
    gradient.weights = Tensor(zeros: [0])
    return (weights.values, weights.shape)
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
      let (nodes, length) = states.withLock { ($0[piece].sum.nodes, $0[piece].length) }
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
      for (part, shape) in zip(piece.parts, state.shapes) {
        guard let shape else { continue }
        let end = start + shape.reduce(1, *)
        let numbers = end - start == total.count ? total : Array(total[start..<end])
        start = end
        var gradient = gradients[part.place] ?? ParameterGradient(Tensor(zeros: [0]))
        if part.isBias {
          gradient.bias = numbers
        } else {
          gradient.weights = Tensor(shape: shape, values: numbers)
        }
        gradients[part.place] = gradient
      }
    }
    return gradients
  }
}
