import Devices
import Networks
import Tensors
import TestSupport
import Testing

/// Every form of product against the host's.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct DeviceProductTests {
  private static let densities: [Float] = [0, 0.03, 0.3, 0.85, 1]

  private static func bias(_ count: Int) -> Bias {
    .float32((0..<count).map { Float($0 % 11) / 8 - 0.5 })
  }

  /// Odd sizes, one column, one row; rows that are empty at the lowest densities.
  @Test(
    arguments: [(1, 1), (1, 700), (37, 1), (33, 129), (70, 1000), (10, 4100)], densities)
  func matricesOfCodes(size: (rows: Int, columns: Int), density: Float) throws {
    for (centroids, batch) in zip([1, 2, 31, 255], [1, 3, 64, 33]) {
      let layer = Dense(
        weights: .drawn(
          [size.rows, size.columns], density: density, centroids: centroids,
          seed: UInt64(centroids)), bias: Self.bias(size.rows))
      let x = Tensor.normal([batch, size.columns], seed: 4)
      let found = try TestDevice.outputs(of: .of(layer, input: [size.columns]), for: x)
      #expect(found.error < 1e-5, "\(centroids) centroids, batch \(batch)")
    }
  }

  @Test(arguments: 1...65)
  func everyBatch(batch: Int) throws {
    let layer = Dense(
      weights: .drawn([45, 300], density: 0.2, centroids: 15, seed: 1), bias: Self.bias(45))
    let x = Tensor.normal([batch, 300], seed: UInt64(batch))
    #expect(try TestDevice.outputs(of: .of(layer, input: [300]), for: x).error < 1e-5)
  }

  /// One centroid to 255, 1 to 8 bits.
  @Test(arguments: [1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 32, 63, 64, 100, 127, 128, 200, 254, 255])
  func everyWidthOfACode(centroids: Int) throws {
    let layer = Dense(
      weights: .drawn([29, 333], density: 0.15, centroids: centroids, seed: 2), bias: nil)
    let x = Tensor.normal([2, 333], seed: 3)
    #expect(try TestDevice.outputs(of: .of(layer, input: [333]), for: x).error < 1e-5)
  }

  @Test(arguments: [1, 2, 5, 40, 65], [0.1, 1] as [Float])
  func floats(batch: Int, density: Float) throws {
    var weights = Tensor.normal([50, 201], seed: 5)
    let mask = Mask.random([50, 201], density: density, seed: 6)
    for place in weights.values.indices where density < 1 && !mask[place] {
      weights.values[place] = 0
    }
    let layer = Dense(weights: .dense(weights), bias: Self.bias(50))
    let x = Tensor.normal([batch, 201], seed: 7)
    #expect(try TestDevice.outputs(of: .of(layer, input: [201]), for: x).error < 1e-5)
  }

  struct Shape: Sendable, CustomStringConvertible {
    let outputs: Int
    let channels: Int
    let image: [Int]
    let layout: WindowLayout
    var groups = 1

    var description: String {
      "\(outputs) of \(channels) x \(image), \(layout.kernel), groups \(groups)"
    }
  }

  static let shapes = [
    Shape(outputs: 5, channels: 3, image: [9, 7], layout: WindowLayout(kernel: [3, 3])),
    Shape(
      outputs: 33, channels: 16, image: [13, 13],
      layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    Shape(
      outputs: 12, channels: 8, image: [11, 10],
      layout: WindowLayout(
        kernel: [5, 2], stride: [2, 3], padding: [2, 0, 1, 1], dilation: [1, 2]), groups: 4),
    Shape(outputs: 40, channels: 24, image: [6, 5], layout: WindowLayout(kernel: [1, 1])),
    Shape(
      outputs: 18, channels: 10, image: [8, 8],
      layout: WindowLayout(kernel: [1, 1], stride: 2), groups: 2),
    Shape(
      outputs: 64, channels: 32, image: [12, 12],
      layout: WindowLayout(kernel: [3, 3], stride: 1, padding: 1), groups: 32),
    Shape(outputs: 70, channels: 1, image: [28, 28], layout: WindowLayout(kernel: [5, 5])),
  ]

  @Test(arguments: shapes, densities)
  func convolutionsOfCodes(shape: Shape, density: Float) throws {
    let weights = [shape.outputs, shape.channels / shape.groups] + shape.layout.kernel
    for (centroids, batch) in zip([7, 255, 16], [1, 2, 5]) {
      let layer = Convolution2D(
        weights: .drawn(weights, density: density, centroids: centroids, seed: 8),
        bias: Self.bias(shape.outputs), layout: shape.layout, groups: shape.groups)
      let input = [shape.channels] + shape.image
      let x = Tensor.normal([batch] + input, seed: 9)
      let found = try TestDevice.outputs(of: .of(layer, input: input), for: x)
      #expect(found.error < 1e-5, "\(centroids) centroids, batch \(batch)")
    }
  }

  @Test(arguments: shapes, [0.3, 1] as [Float])
  func convolutionsOfFloats(shape: Shape, density: Float) throws {
    let extents = [shape.outputs, shape.channels / shape.groups] + shape.layout.kernel
    var weights = Tensor.normal(extents, seed: 10)
    let mask = Mask.random(extents, density: density, seed: 11)
    for place in weights.values.indices where density < 1 && !mask[place] {
      weights.values[place] = 0
    }
    let layer = Convolution2D(
      weights: .dense(weights), bias: nil, layout: shape.layout, groups: shape.groups)
    let input = [shape.channels] + shape.image
    let x = Tensor.normal([3] + input, seed: 12)
    #expect(try TestDevice.outputs(of: .of(layer, input: input), for: x).error < 1e-5)
  }

  /// Sums of small whole numbers are exact in any order: so any wrong term shows.
  @Test(arguments: [1, 7, 64])
  func wholeNumbersAreExact(batch: Int) throws {
    let mask = Mask.random([31, 500], density: 0.3, seed: 13)
    let weights = Weights.shared(
      SharedWeights(
        mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 9) },
        codebook: Codebook(centroids: (-4...4).map(Float.init), precision: .float32), bits: 4))
    let network = try Network.of(Dense(weights: weights, bias: nil), input: [500])
    let x = Tensor.wholeNumbers([batch, 500], seed: 14)
    #expect(try TestDevice.outputs(of: network, for: x).0 == network.forward(x))
  }

  /// An infinite input that only pruned weights would multiply reaches nothing.
  @Test func prunedWeightsMultiplyNothing() throws {
    let codes = SharedWeights(
      mask: Mask(shape: [1, 4], isKept: [true, false, false, false]), codes: [0],
      codebook: Codebook(centroids: [2], precision: .float32), bits: 1)
    let network = try Network.of(Dense(weights: .shared(codes), bias: nil), input: [4])
    let x = Tensor(shape: [1, 4], values: [3, .infinity, .nan, -.infinity])
    #expect(try TestDevice.outputs(of: network, for: x).0.values == [6])
  }
}
