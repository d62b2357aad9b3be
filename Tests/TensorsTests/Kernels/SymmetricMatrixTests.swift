import Tensors
import Testing

struct SymmetricMatrixTests {
  /// By hand: A = [4 2; 2 3] = Uᵀ U with U = [2 1; 0 √2], A⁻¹ = 1/8 [3 -2; -2 4].
  private static let matrix = SymmetricMatrix(extent: 2, values: [4, 2, 2, 3])

  private func isClose(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-12 }
  }

  @Test func factorsAndInverse() throws {
    let factor = try #require(Self.matrix.choleskyFactor())
    #expect(
      isClose([factor.values[0], factor.values[1], factor.values[3]], [2, 1, 2.squareRoot()]))
    #expect(isClose(factor.diagonal, [2, 2.squareRoot()]))
    #expect(isClose(factor.inverse().values, [0.375, -0.25, -0.25, 0.5]))
  }

  /// X A = B: [1 0] A⁻¹ = [3/8 -1/4], [2 8] A⁻¹ = [-5/4 7/2].
  @Test func solvesRowByRow() throws {
    let factor = try #require(Self.matrix.choleskyFactor())
    #expect(isClose(factor.solved([1, 0, 2, 8]), [0.375, -0.25, -1.25, 3.5]))
  }

  @Test func whatIsNotPositiveDefiniteHasNoFactor() {
    #expect(SymmetricMatrix(extent: 2, values: [1, 2, 2, 1]).choleskyFactor() == nil)
    #expect(SymmetricMatrix(extent: 1).choleskyFactor() == nil)
    #expect(SymmetricMatrix(extent: 0).choleskyFactor() != nil)
  }

  @Test func permutedAndShifted() {
    #expect(Self.matrix.permuted(by: [1, 0]).values == [3, 2, 2, 4])
    var shifted = Self.matrix
    shifted.addToDiagonal(0.5)
    #expect(shifted.values == [4.5, 2, 2, 3.5] && shifted.diagonal == [4.5, 3.5])
    #expect(SymmetricMatrix(diagonal: [1, 2]).values == [1, 0, 0, 2])
  }
}
