import Products
import Tensors
import TestSupport
import Testing

struct DenseConvolutionTests {
  /// Each sum adds up to 363 terms in blocks of 320: relative to their magnitudes.
  private static let budget = 2e-6

  private func product(_ twin: ConvolutionTwin, _ level: ProcessorLevel) -> DenseConvolution {
    DenseConvolution(
      weights: twin.weights.values, windows: twin.windows, groups: twin.groups, bias: twin.bias,
      activation: twin.activation, level: level)
  }

  private static let twins: [ConvolutionTwin] = [
    // Single weights and pixels, and fewer than a vector.
    ConvolutionTwin(),
    ConvolutionTwin(height: 1, width: 1),
    ConvolutionTwin(channels: 3, outputs: 7, height: 1, width: 17),
    // In place, and in place with rows left out.
    ConvolutionTwin(channels: 37, outputs: 16, height: 23, width: 29, activation: .relu),
    ConvolutionTwin(
      batch: 2, channels: 5, outputs: 13, height: 12, width: 31,
      layout: WindowLayout(kernel: [1, 1], stride: [2, 1])),
    ConvolutionTwin(
      channels: 9, outputs: 70, height: 14, width: 15,
      layout: WindowLayout(kernel: [1, 1], stride: 2), hasBias: false, hasAddend: true),
    // Several blocks of taps and columns; tiles that hold pixels of several images.
    ConvolutionTwin(
      batch: 3, channels: 40, outputs: 14, height: 7, width: 7,
      layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1), activation: .relu,
      hasAddend: true, gap: 5),
    ConvolutionTwin(
      batch: 5, channels: 70, outputs: 65, height: 3, width: 2, activation: .leaky(slope: 0.1),
      gap: 1),
    ConvolutionTwin(
      channels: 37, outputs: 7, height: 20, width: 27,
      layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1), gap: 3),
    // Groups, uneven strides, paddings and dilations.
    ConvolutionTwin(
      batch: 2, channels: 6, outputs: 9, height: 20, width: 19,
      layout: WindowLayout(
        kernel: [3, 2], stride: [1, 3], padding: [0, 2, 1, 0], dilation: [2, 1]),
      groups: 3, activation: .clip(low: -1, high: 6), hasAddend: true),
    ConvolutionTwin(
      channels: 3, outputs: 5, height: 43, width: 47,
      layout: WindowLayout(kernel: [11, 11], stride: 4)),
    ConvolutionTwin(
      channels: 3, outputs: 8, height: 40, width: 41,
      layout: WindowLayout(kernel: [7, 7], stride: 2, padding: 3), activation: .relu),
    // More padding than window.
    ConvolutionTwin(
      channels: 2, outputs: 3, height: 2, width: 3,
      layout: WindowLayout(kernel: [2, 2], stride: 5, padding: 4)),
  ]

  @Test(arguments: twins, ProcessorLevel.available)
  func equalsTheDefinition(_ twin: ConvolutionTwin, _ level: ProcessorLevel) {
    let product = product(twin, level)
    let one = twin.run(product, threads: 1)
    #expect(twin.error(of: one) < Self.budget)
    for threads in 2...3 { #expect(sameBits(twin.run(product, threads: threads), one)) }
  }

  @Test func aNaNStaysOne() {
    let windows = Windows(over: [1, 1, 3], WindowLayout(kernel: [1, 1]))!
    let twin = ConvolutionTwin(height: 1, width: 3)
    let product = DenseConvolution(
      weights: [.nan], windows: windows, groups: 1, bias: nil, activation: .relu,
      level: .highest)
    let output = twin.run(product, threads: 1)
    #expect(output.allSatisfy { $0.isNaN })
  }

  /// Weights, biases and the place of each tap.
  @Test func heldBytesByHand() {
    let twin = ConvolutionTwin(channels: 4, outputs: 6, layout: WindowLayout(kernel: [3, 3]))
    #expect(product(twin, .portable).heldBytes == 4 * (6 * 36 + 6 + 36))
  }
}
