import Products
import Tensors
import TestSupport
import Testing

/// A matrix is a convolution of images of one pixel.
struct DenseMatrixTests {
  /// Up to 700 terms, in blocks of 320.
  private static let budget = 2e-6

  private static let twins: [ConvolutionTwin] = [
    ConvolutionTwin(height: 1, width: 1),
    ConvolutionTwin(channels: 37, outputs: 10, height: 1, width: 1, activation: .relu),
    ConvolutionTwin(
      channels: 700, outputs: 131, height: 1, width: 1, activation: .leaky(slope: 0.1),
      hasBias: false, hasAddend: true, gap: 3),
    ConvolutionTwin(
      batch: 2, channels: 321, outputs: 33, height: 1, width: 1, hasAddend: true, gap: 1),
    ConvolutionTwin(
      batch: 17, channels: 64, outputs: 65, height: 1, width: 1,
      activation: .clip(low: 0, high: 6), gap: 2),
    ConvolutionTwin(batch: 29, channels: 5, outputs: 3, height: 1, width: 1),
  ]

  private func product(_ twin: ConvolutionTwin, _ level: ProcessorLevel) -> DenseMatrix {
    DenseMatrix(weights: twin.weights, bias: twin.bias, activation: twin.activation, level: level)
  }

  @Test(arguments: twins, ProcessorLevel.available)
  func equalsTheDefinition(_ twin: ConvolutionTwin, _ level: ProcessorLevel) {
    let product = product(twin, level)
    let one = twin.run(product, threads: 1)
    #expect(twin.error(of: one) < Self.budget)
    for threads in 2...3 { #expect(sameBits(twin.run(product, threads: threads), one)) }
  }

  /// Rows are filled up to whole tiles of eight (two vectors of four).
  @Test func heldBytesByHand() {
    let twin = ConvolutionTwin(channels: 5, outputs: 9, height: 1, width: 1)
    #expect(product(twin, .portable).heldBytes == 4 * (16 * 5 + 16))
  }
}
