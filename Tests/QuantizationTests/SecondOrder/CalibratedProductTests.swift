import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct CalibratedProductTests {
  private static let layout = WindowLayout(kernel: [2, 2])

  /// A convolution of two groups that has seen some images.
  private func product(_ images: Tensor, dense: Tensor? = nil) -> CalibratedProduct {
    var product = CalibratedProduct(
      ProductInputs(form: .windows(Self.layout, groups: 2), shape: [4, 3, 2, 2]))
    var random = RandomSource(seed: 1)
    let fits = product.add(images, dense: dense, share: 1, random: &random)
    #expect(fits)
    return product
  }

  @Test func blocksGoThereAndBack() {
    let product = product(Tensor.normal([3, 6, 5, 5], seed: 1))
    let weights = Tensor.normal([4, 3, 2, 2], seed: 2)
    let blocks = product.blocks(.dense(weights))
    #expect(blocks.count == 2 && blocks.map(\.rows) == [2, 2])
    #expect(product.places.map(\.group) == [0, 1])
    // Number the weights by their rank: what comes back stands where it stood.
    let sorted = weights.values.sorted()
    let codes = blocks.map { $0.target.map { UInt16(sorted.firstIndex(of: $0) ?? 0) } }
    #expect(product.assembled(codes, of: blocks).map { sorted[Int($0)] } == weights.values)
  }

  @Test func prunedWeightsAreKnown() {
    let product = product(Tensor.normal([3, 6, 5, 5], seed: 1))
    let mask = Mask.random([4, 3, 2, 2], density: 0.4, seed: 3)
    let weights = PrunedWeights(values: Tensor.normal([4, 3, 2, 2], seed: 2), mask: mask)
    for block in product.blocks(.pruned(weights)) {
      #expect(zip(block.target, block.isKept ?? []).allSatisfy { ($0 == 0) == !$1 })
    }
  }

  /// With biases changed so, the mean of every output over the images seen stays.
  @Test func biasesMakeGoodTheMean() {
    let images = Tensor.normal([3, 6, 5, 5], seed: 1).map { $0 + 1 }
    let dense = Tensor.normal([3, 6, 5, 5], seed: 7).map { $0 - 0.5 }
    let product = product(images, dense: dense)
    let (before, after) = (
      Tensor.normal([4, 3, 2, 2], seed: 2), Tensor.normal([4, 3, 2, 2], seed: 5)
    )
    let change = product.biasChange(from: before.values, to: after.values)
    func means(_ weights: Tensor, _ input: Tensor, _ bias: [Double]) -> [Double] {
      let layer = Convolution2D(
        weights: .dense(weights), bias: .float32(bias.map { Float($0) }), layout: Self.layout,
        groups: 2)
      var sums = [Double](repeating: 0, count: 4)
      for (place, value) in layer.forward([input]).values.enumerated() {
        sums[place / 16 % 4] += Double(value) / 48
      }
      return sums
    }
    let (old, new) = (means(before, dense, [0, 0, 0, 0]), means(after, images, change))
    #expect(zip(old, new).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  /// A row longer than a matrix may be: stretches, each with a form of its own.
  @Test func longRowsAreCut() {
    let product = CalibratedProduct(ProductInputs(form: .rows, shape: [1, 14_000]))
    #expect(product.places.map(\.columns) == [0..<4666, 4666..<9333, 9333..<14_000])
    #expect(product.wantedSamples == 56_000)
  }

  @Test func strangersAreNotAdded() {
    var product = CalibratedProduct(ProductInputs(form: .rows, shape: [1, 3]))
    var random = RandomSource(seed: 1)
    let fits = product.add(Tensor(zeros: [2, 2]), share: 1, random: &random)
    #expect(!fits && product.moments[0].count == 0)
    // Nothing seen: every weight counts the same.
    let block = product.blocks(.dense(Tensor(shape: [1, 3], values: [1, 2, 3])))[0]
    #expect(block.target == [1, 2, 3] && block.form.hessian.base[0] == 1)
  }
}
