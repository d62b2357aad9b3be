import Operators
import Tensors
import Testing

/// Loops by hand.
struct LoweredStepTests {
  @Test func functionsAreCounted() throws {
    #expect(try lowered("Relu", [counted([2, 3])]) == .function(.relu, count: 6))
    #expect(
      try lowered("LeakyRelu", [counted([4])], ["alpha": .number(0.5)])
        == .function(.leakyReLU(0.5), count: 4))
    #expect(
      try lowered("Clip", [counted([4]), nil, floats([6], [])])
        == .function(.clip(-.greatestFiniteMagnitude, 6), count: 4))
    #expect(try lowered("Pow", [counted([4]), floats([2], [])]) == .function(.square, count: 4))
  }

  /// Dimensions along which both sides go evenly are one.
  @Test func pairsHaveStrides() throws {
    #expect(
      try lowered("Add", [counted([2, 3, 4]), counted([2, 3, 4])])
        == .pairs(.sum, extents: [24], left: [1], right: [1]))
    #expect(
      try lowered("Mul", [counted([2, 3, 4]), counted([3, 1])])
        == .pairs(.product, extents: [2, 3, 4], left: [12, 4, 1], right: [0, 1, 0]))
  }

  @Test func evenMovementsHaveStrides() throws {
    let transposed = LoweredMovement.Path.gather(extents: [3, 2], strides: [1, 3], offset: 0)
    guard case .movement(let movements) = try lowered("Transpose", [counted([2, 3])]) else {
      throw OperatorError("no movement")
    }
    #expect(movements.map(\.parts) == [[.init(input: 0, path: transposed)]])
    guard
      case .movement(let joined) = try lowered(
        "Concat", [counted([2, 1]), counted([2, 2])], ["axis": .integer(1)], dynamic: [0, 1])
    else { throw OperatorError("no movement") }
    #expect(
      joined[0].parts == [
        .init(input: 0, path: .scatter(extents: [2], strides: [3], offset: 0)),
        .init(input: 1, path: .scatter(extents: [2, 2], strides: [3, 1], offset: 1)),
      ])
    guard
      case .movement(let chosen) = try lowered("Gather", [counted([4]), integers([3, 0, 0])])
    else { throw OperatorError("no movement") }
    #expect(chosen[0].parts == [.init(input: 0, path: .table([3, 0, 0]))])
  }

  @Test func gapsHaveAFilling() throws {
    guard
      case .movement(let padded) = try lowered(
        "Pad", [counted([2]), integers([1, 0]), floats([7], [])])
    else { throw OperatorError("no movement") }
    #expect(padded[0].filling == 7 && padded[0].count == 3)
    #expect(
      padded[0].parts == [.init(input: 0, path: .scatter(extents: [2], strides: [1], offset: 1))])
  }

  @Test func productsKnowTheirForm() throws {
    #expect(
      try lowered("MatMul", [counted([2, 3]), counted([3, 4])])
        == .product(LoweredProduct(weights: 1, bias: nil, form: .columns(vectors: 2))))
    #expect(
      try lowered("MatMul", [counted([2, 3]), counted([3, 4])], dynamic: [0, 1])
        == .matrices(left: [0], right: [0], rows: 2, depth: 3, columns: 4))
    #expect(
      try lowered(
        "Gemm", [counted([1, 3]), counted([4, 3]), counted([4])], ["transB": .integer(1)])
        == .product(LoweredProduct(weights: 1, bias: 2, form: .rows(vectors: 1))))
    guard
      case .product(let line) = try lowered(
        "Conv", [counted([1, 2, 5]), counted([3, 2, 3])], ["pads": .integers([1, 1])]),
      case .windows(let window, 1) = line.form
    else { throw OperatorError("no product") }
    #expect(window.input == [1, 5] && window.kernel == [1, 3] && window.output == [1, 5])
    #expect(window.padding == [0, 1, 0, 1] && window.channels == 2)
  }

  @Test func rowsHaveThreeExtents() throws {
    #expect(
      try lowered("ReduceMean", [counted([2, 3, 4]), integers([1])])
        == .reduction(.mean, LoweredRows(outer: 2, extent: 3, inner: 4)))
    #expect(
      try lowered("Softmax", [counted([2, 3, 4])], ["axis": .integer(1)])
        == .softmax(LoweredRows(outer: 2, extent: 3, inner: 4), isLogarithm: false))
    // (x - 1) / 2 · 3 + 4 with a variance of 4.
    #expect(
      try lowered(
        "BatchNormalization",
        [counted([1, 1, 2]), floats([3]), floats([4]), floats([1]), floats([4])],
        ["epsilon": .number(0)])
        == .scaling(
          factors: [1.5], shifts: [2.5], LoweredRows(outer: 1, extent: 1, inner: 2)))
  }
}
