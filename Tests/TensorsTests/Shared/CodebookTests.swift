import Tensors
import Testing

struct CodebookTests {
  @Test func centroidsAreRoundedToTheirPrecision() {
    let halves = Codebook(centroids: [-0.1, 0.1, 2], precision: .float16)
    #expect(halves.centroids == [-0.0999755859375, 0.0999755859375, 2])
    #expect(Codebook(centroids: [0.1], precision: .float32).centroids == [0.1])
    #expect(halves.count == 3)
  }

  @Test func roundingTwiceChangesNothing() {
    let once = Codebook(centroids: [0.3333333, 1e-5, 1234.567], precision: .float16)
    #expect(Codebook(centroids: once.centroids, precision: .float16) == once)
  }
}
