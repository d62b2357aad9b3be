import Products
import Tensors
import TestSupport
import Testing

struct ConvolutionFormTests {
  private func form(
    _ image: [Int], _ layout: WindowLayout, density: Float, forced: ConvolutionForm? = nil,
    level: ProcessorLevel = .avx2
  ) throws -> String {
    let windows = try #require(Windows(over: image, layout))
    let mask = Mask.random([16, windows.depth], density: density, seed: 1)
    let shared = SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 2) },
      codebook: Codebook(centroids: [-1, 1], precision: .float32), bits: 1)
    return ProductChoice.convolution(
      .codes(CodebookMatrix(shared)), windows: windows, groups: 1, bias: nil,
      activation: .identity, on: Machine(level: level, convolutionForm: forced)
    ).form
  }

  /// Layers of AlexNet, ResNet-50 and SqueezeNet, at usual densities and at others.
  @Test(arguments: [
    ([3, 227, 227], WindowLayout(kernel: [11, 11], stride: 4), Float(0.84), "dense"),
    ([3, 227, 227], WindowLayout(kernel: [11, 11], stride: 4), 0.3, "planes"),
    ([48, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2), 0.38, "planes"),
    ([48, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2), 0.95, "dense"),
    ([64, 56, 56], WindowLayout(kernel: [3, 3], stride: 2, padding: 1), 0.2, "planes"),
    ([64, 28, 28], WindowLayout(kernel: [1, 1]), 0.2, "planes"),
    ([64, 28, 28], WindowLayout(kernel: [1, 1]), 1, "dense"),
  ]) func densityChooses(
    _ image: [Int], _ layout: WindowLayout, _ density: Float, _ expected: String
  ) throws {
    #expect(try form(image, layout, density: density) == expected)
  }

  @Test func oneCanBeForced() throws {
    let layout = WindowLayout(kernel: [2, 2], stride: 2)
    for form in ConvolutionForm.allCases {
      for density in [Float(0.1), 1] {
        let chosen = try self.form([2, 9, 17], layout, density: density, forced: form)
        #expect(chosen == form.rawValue)
      }
    }
  }
}
