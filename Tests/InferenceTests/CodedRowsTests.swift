import Inference
import Tensors
import Testing

struct CodedRowsTests {
  private static func rows(isFull: Bool) -> CodedRows {
    let mask = Mask(
      shape: [3, 2],
      isKept: isFull
        ? [true, true, true, true, true, true]
        : [
          true, false, false, false, true, true,
        ])
    return CodedRows(
      SharedWeights(
        mask: mask, codes: isFull ? [0, 1, 1, 0, 1, 1] : [1, 0, 1],
        codebook: Codebook(centroids: [0.5, -2], precision: .float16), bits: 1), rows: 3)
  }

  /// By hand: [0.5 -2; -2 0.5; -2 -2] and [-2 0; 0 0; 0.5 -2].
  @Test func rowsAreLookedUp() {
    #expect(Self.rows(isFull: true).values(of: [2, 0, 2]) == [-2, -2, 0.5, -2, -2, -2])
    #expect(Self.rows(isFull: false).values(of: [0, 2, 1]) == [-2, 0, 0.5, -2, 0, 0])
  }

  /// A byte a weight and the codebook; 4 offsets of 4 bytes and 3 bytes a survivor.
  @Test func bytes() {
    #expect(Self.rows(isFull: true).bytes == 6 + 8)
    #expect(Self.rows(isFull: false).bytes == 16 + 9 + 8)
  }
}
