import Benchmarks
import Products
import Tensors
import TestSupport
import Testing

struct ConnectedLayerPeersTests {
  /// Inputs are normal, so sums differ in their last bits.
  @Test(arguments: [1, 7, 64])
  func allWaysComputeTheSame(batch: Int) {
    let mask = Mask(shape: [5, 6], isKept: (0..<30).map { $0 % 3 == 0 })
    let matrix = CodebookMatrix(
      SharedWeights(
        mask: mask, codes: (0..<10).map { UInt8($0 % 4) },
        codebook: Codebook(centroids: [-1, -0.5, 0.5, 1], precision: .float16), bits: 2))
    let peers = ConnectedLayerPeers(
      matrix, batch: batch, mkl: MathKernelLibrary(), machine: Machine())
    let expected = peers.result(.denseOpenBLAS)
    for way in peers.ways where way != .reading {
      #expect(relativeError(peers.result(way), expected) < 1e-5, "\(way)")
    }
    #expect(peers.result(.reading) == [Float(peers.heldBytes / 4)])
  }
}
