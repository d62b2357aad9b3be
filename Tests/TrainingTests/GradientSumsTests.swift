import Networks
import Ranks
import Synchronization
import Tensors
import Testing
import Training

/// The network 4-5-3 of `TinyStudy`: its layers with parameters are nodes 0 and 3, its pieces the
/// 18 numbers of the last layer, the 20 weights and the 5 biases of the first.
@Suite struct GradientSumsTests {
  private static func sums(own: Range<Int>, of count: Int) throws -> GradientSums {
    let network = try TinyStudy.network()
    return GradientSums(
      network, layout: GradientPieces(network, floats: 16), own: own, of: count)
  }

  /// All numbers of a layer's gradient are its factor times the slice's number.
  private static func gradients(_ slice: Int, from node: Int = 0) -> [LayerGradient] {
    func layer(_ shape: [Int], _ factor: Float) -> LayerGradient {
      let value = factor * Float(slice)
      return LayerGradient(
        inputs: [],
        parameters: [
          ParameterGradient(
            Tensor(shape: shape, values: .init(repeating: value, count: shape[0] * shape[1])),
            bias: .init(repeating: -value, count: shape[0]))
        ])
    }
    let none = LayerGradient(inputs: [])
    return [node == 0 ? layer([5, 4], 1) : none, none, none, layer([3, 5], 100)]
  }

  private static func take(
    _ sums: GradientSums, _ value: Int, from node: Int = 0, _ pass: inout GradientSums.Pass
  ) {
    var gradients = gradients(value, from: node)
    sums.take(&gradients, behind: node, &pass)
  }

  /// 1 + 2 + 4 = 7 and a hundred times that.
  @Test func slicesAreAddedWhicheverComesFirst() throws {
    let sums = try Self.sums(own: 0..<3, of: 3)
    for (slice, value) in [(2, 4), (0, 1), (1, 2)] {
      var pass = GradientSums.Pass(slice: slice)
      for node in [3, 0, 0] { Self.take(sums, value, from: node, &pass) }
    }
    let total = try sums.gradients()
    #expect(total.map { $0?.weights.values.first } == [7, 700])
    #expect(total.map { $0?.bias?.last } == [-7, -700])
    #expect(total.map { $0?.weights.shape } == [[5, 4], [3, 5]])
  }

  /// The last layer's sum goes to the other ranks while the first layer's gradient is not there:
  /// who computes that waits here until the exchange has it.
  @Test func whatIsCompleteGoesBeforeTheRestIsComputed() throws {
    let sums = try Self.sums(own: 0..<2, of: 4)
    let lengths = Mutex<[Int]>([])
    let thread = try #require(
      CompanionThread {
        sums.exchange { nodes, length in
          lengths.withLock { $0.append(length) }
          return (nodes[0..<2] ?? []).map { 10 * $0 }
        }
      })
    var passes = [GradientSums.Pass(slice: 0), GradientSums.Pass(slice: 1)]
    for slice in 0..<2 {
      #expect(lengths.withLock { $0 } == [], "a slice is missing")
      Self.take(sums, slice + 1, from: 3, &passes[slice])
    }
    while lengths.withLock({ $0.isEmpty }) {}
    #expect(lengths.withLock { $0 } == [18])
    for slice in 0..<2 { Self.take(sums, slice + 1, &passes[slice]) }
    thread.join()
    #expect(lengths.withLock { $0 } == [18, 20, 5])
    #expect(try sums.gradients().map { $0?.weights.values.first } == [30, 3000])
  }

  /// A rank without a slice computes one for the form of the sums alone.
  @Test func aRankWithoutASliceAddsNothing() throws {
    let sums = try Self.sums(own: 0..<0, of: 2)
    var pass = GradientSums.Pass(slice: 0)
    Self.take(sums, 5, &pass)
    sums.exchange { nodes, length in
      #expect(nodes.isEmpty)
      return [Float](repeating: 2, count: length)
    }
    #expect(try sums.gradients().map { $0?.weights.values.first } == [2, 2])
  }

  @Test func whatFailsIsThrownInTheEnd() throws {
    let sums = try Self.sums(own: 0..<1, of: 2)
    var pass = GradientSums.Pass(slice: 0)
    Self.take(sums, 1, &pass)
    sums.exchange { _, _ in throw RankError.noLibrary("libmpi") }
    #expect(throws: RankError.self) { try sums.gradients() }
  }

  @Test func whoStopsIsNotWaitedFor() throws {
    let sums = try Self.sums(own: 0..<1, of: 2)
    let thread = try #require(CompanionThread { sums.exchange { _, _ in [] } })
    sums.stop()
    thread.join()
  }
}
