import Products
import Tensors
import TestSupport
import Testing

struct ConvolutionFormTests {
  private func form(
    _ image: [Int], _ layout: WindowLayout, density: Float, forced: ConvolutionForm? = nil
  ) throws -> String {
    let windows = try #require(Windows(over: image, layout))
    let mask = Mask.random([16, windows.depth], density: density, seed: 1)
    let shared = SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 2) },
      codebook: Codebook(centroids: [-1, 1], precision: .float32), bits: 1)
    return ProductChoice.convolution(
      .codes(CodebookMatrix(shared)), windows: windows, groups: 1, bias: nil,
      activation: .identity, on: Machine(convolutionForm: forced)
    ).form
  }

  /// AlexNet's first two convolutions, at the paper's densities and at others.
  @Test(arguments: [
    ([3, 227, 227], WindowLayout(kernel: [11, 11], stride: 4), Float(0.84), "dense"),
    ([3, 227, 227], WindowLayout(kernel: [11, 11], stride: 4), 0.3, "columns"),
    ([48, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2), 0.38, "planes"),
    ([48, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2), 0.95, "dense"),
  ]) func densityAndStrideChoose(
    _ image: [Int], _ layout: WindowLayout, _ density: Float, _ expected: String
  ) throws {
    let form = try form(image, layout, density: density)
    #expect(form == (expected == "columns" ? "tiles" : expected))
  }

  @Test func oneCanBeForcedWhereItIsPossible() throws {
    let strided = WindowLayout(kernel: [2, 2], stride: 2)
    let plain = WindowLayout(kernel: [2, 2])
    for (forced, ofStrided, ofPlain) in [
      (.dense, "dense", "dense"), (.columns, "tiles", "tiles"), (.planes, "tiles", "planes"),
    ] as [(ConvolutionForm, String, String)] {
      try ConvolutionForm.$forced.withValue(forced) {
        let (first, second) = (
          try form([2, 9, 17], strided, density: 0.3), try form([2, 9, 17], plain, density: 0.3)
        )
        #expect(first == ofStrided && second == ofPlain)
      }
    }
  }
}
