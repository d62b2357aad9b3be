import Products
import Tensors
import TestSupport
import Testing

struct DepthwiseConvolutionTests {
  private static let budget = 1e-6

  private static let twins: [ConvolutionTwin] = [
    ConvolutionTwin(
      channels: 3, outputs: 3, height: 24, width: 96,
      layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1), groups: 3, activation: .relu),
    ConvolutionTwin(
      batch: 2, channels: 4, outputs: 8, height: 13, width: 45,
      layout: WindowLayout(kernel: [5, 5], stride: [2, 1], padding: [2, 2, 2, 2]), groups: 4,
      activation: .leaky(slope: 0.25), hasAddend: true, gap: 7),
    ConvolutionTwin(
      batch: 3, channels: 5, outputs: 5, height: 9, width: 12,
      layout: WindowLayout(kernel: [3, 3], stride: 2, padding: 1), groups: 5,
      activation: .clip(low: 0, high: 6), hasBias: false, hasAddend: true),
    ConvolutionTwin(
      channels: 2, outputs: 6, height: 3, width: 7,
      layout: WindowLayout(kernel: [5, 3], stride: 1, padding: 2), groups: 2),
    ConvolutionTwin(
      channels: 2, outputs: 2, height: 11, width: 17,
      layout: WindowLayout(
        kernel: [2, 3], stride: [1, 3], padding: [0, 1, 1, 0], dilation: [3, 2]),
      groups: 2),
    ConvolutionTwin(channels: 2, outputs: 2, height: 1, width: 1, groups: 2),
  ]

  @Test(arguments: twins, ProcessorLevel.available)
  func equalsTheDefinition(_ twin: ConvolutionTwin, _ level: ProcessorLevel) {
    let product = DepthwiseConvolution(
      weights: twin.weights.values, windows: twin.windows, groups: twin.groups, bias: twin.bias,
      activation: twin.activation, level: level)
    let one = twin.run(product, threads: 1)
    #expect(twin.error(of: one) < Self.budget)
    for threads in 2...3 { #expect(sameBits(twin.run(product, threads: threads), one)) }
  }
}
