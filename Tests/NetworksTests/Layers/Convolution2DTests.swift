import Networks
import Tensors
import TestSupport
import Testing

struct Convolution2DTests {
  /// A layer's geometry and the batch that it sees.
  struct Geometry: Sendable, CustomTestStringConvertible {
    let images: Int
    /// [channels, height, width]
    let input: [Int]
    let outputs: Int
    let layout: WindowLayout
    let groups: Int

    init(
      images: Int = 2, input: [Int], outputs: Int, kernel: [Int], stride: Int = 1, padding: Int = 0,
      groups: Int = 1
    ) {
      self.init(
        images: images, input: input, outputs: outputs,
        WindowLayout(kernel: kernel, stride: stride, padding: padding), groups: groups)
    }

    init(images: Int = 2, input: [Int], outputs: Int, _ layout: WindowLayout, groups: Int = 1) {
      (self.images, self.input, self.outputs, self.layout, self.groups) = (
        images, input, outputs, layout, groups
      )
    }

    var weightShape: [Int] { [outputs, input[0] / groups] + layout.kernel }
    var testDescription: String { "\(images)x\(input) -> \(outputs) \(layout) g\(groups)" }

    func layer(_ weights: Weights, bias: [Float]?) -> Convolution2D {
      Convolution2D(
        weights: weights, bias: bias.map { .float32($0) }, layout: layout, groups: groups)
    }

    /// y by the definition, in double precision.
    func output(x: ArraySlice<Double>, weights: ArraySlice<Double>, bias: ArraySlice<Double>)
      -> [Double]
    {
      let part = [input[0] / groups] + input[1...]
      guard let windows = Windows(over: part, layout) else { return [] }
      let size = x.count / images
      return (0..<images).flatMap { image in
        Convolution2D.naive(
          Array(x[x.startIndex + image * size..<x.startIndex + (image + 1) * size]),
          weights: Array(weights),
          bias: Array(bias), windows: windows, groups: groups)
      }
    }
  }

  static let awkward = [
    Geometry(images: 1, input: [1, 1, 1], outputs: 1, kernel: [1, 1]),
    Geometry(images: 3, input: [2, 4, 5], outputs: 3, kernel: [1, 1]),
    Geometry(input: [1, 6, 7], outputs: 2, kernel: [3, 2]),
    Geometry(input: [2, 5, 6], outputs: 3, kernel: [3, 3], padding: 1),
    Geometry(input: [2, 7, 6], outputs: 2, kernel: [3, 3], stride: 2),
    Geometry(input: [4, 5, 6], outputs: 6, kernel: [3, 3], stride: 2, padding: 1, groups: 2),
    Geometry(input: [3, 4, 4], outputs: 3, kernel: [2, 2], stride: 3, padding: 1, groups: 3),
    Geometry(input: [1, 2, 3], outputs: 2, kernel: [4, 3], padding: 2),
    Geometry(images: 11, input: [1, 3, 3], outputs: 2, kernel: [3, 3]),
    // SqueezeNet's last: a frame of nothing but biases around the image.
    Geometry(input: [3, 3, 4], outputs: 2, kernel: [1, 1], padding: 1),
    Geometry(input: [1, 2, 2], outputs: 1, kernel: [2, 2], stride: 2, padding: 5),
    // Rectangular, one-sided and with holes.
    Geometry(input: [2, 5, 9], outputs: 3, WindowLayout(kernel: [1, 7], padding: [0, 3, 0, 3])),
    Geometry(
      input: [2, 6, 5], outputs: 2,
      WindowLayout(kernel: [3, 3], stride: [2, 1], padding: [0, 0, 1, 2])),
    Geometry(
      input: [1, 7, 8], outputs: 2,
      WindowLayout(kernel: [2, 3], stride: [1, 2], padding: [2, 1, 0, 3])),
    Geometry(
      input: [2, 7, 9], outputs: 2,
      WindowLayout(kernel: [3, 2], padding: [2, 2, 2, 2], dilation: [2, 3])),
    Geometry(
      input: [4, 8, 8], outputs: 4,
      WindowLayout(kernel: [3, 3], stride: [2, 2], padding: [1, 2, 3, 0], dilation: [2, 1]),
      groups: 4),
    // Output rows of 8 and 16 pixels go without columns where the processor can: vectors in odd
    // numbers, filters and outputs that do not fill their panels, more images than a block.
    Geometry(images: 1, input: [1, 1, 8], outputs: 1, kernel: [1, 1]),
    Geometry(images: 3, input: [3, 5, 10], outputs: 7, kernel: [3, 3]),
    Geometry(images: 18, input: [1, 2, 9], outputs: 3, kernel: [2, 2]),
    Geometry(input: [4, 3, 18], outputs: 6, kernel: [2, 3], groups: 2),
  ]

  /// p = [x, W, b].
  @Test(arguments: awkward, [true, false])
  func outputAndGradientsAreTheDefinitions(_ g: Geometry, hasBias: Bool) throws {
    let x = Tensor.normal([g.images] + g.input, seed: 1)
    let weights = Tensor.normal(g.weightShape, seed: 2)
    let bias = hasBias ? Tensor.normal([g.outputs], seed: 3).values : []
    let layer = g.layer(.dense(weights), bias: hasBias ? bias : nil)
    let output = layer.forward([x])
    #expect(try layer.outputShape(for: [g.input]) == Array(output.shape.dropFirst()))
    let point = x.doubles + weights.doubles + bias.map(Double.init)
    let (w, b) = (x.count, x.count + weights.count)
    func defined(_ p: [Double]) -> [Double] {
      g.output(x: p[..<w], weights: p[w..<b], bias: p[b...])
    }
    #expect(relativeError(output.values, defined(point)) < gradientBudget)

    let dy = Tensor.normal(output.shape, seed: 4)
    let found = layer.backward(
      dy, of: Activation(output: output), inputs: [x], wantsInputGradient: true)
    let expected = centralDifferences(at: point) {
      zip(defined($0), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let gradient = found.inputs[0].values + (found.weights?.values ?? []) + (found.bias ?? [])
    #expect(relativeError(gradient, expected) < gradientBudget)
    #expect(found.inputs[0].shape == x.shape && found.weights?.shape == weights.shape)
    #expect((found.bias == nil) == !hasBias)
  }

  /// SciPy, with correlate2d of scipy.signal:
  ///
  ///     x = np.sin(np.arange(240) * 0.7).reshape(2, 4, 5, 6)
  ///     w = np.cos(np.arange(108) * 0.9).reshape(6, 2, 3, 3)
  ///     b = np.arange(6) * 0.5 - 1
  ///     p = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
  ///     y = np.array([[sum(correlate2d(p[n, o // 3 * 2 + c], w[o, c], "valid") for c in
  ///     range(2))[::2, ::2] + b[o]
  ///                    for o in range(6)] for n in range(2)])
  ///     print(y[0, 0], y[1, 5], (y * y).sum())
  @Test func twoGroupsAsSciPyHasThem() {
    let x = Tensor(shape: [2, 4, 5, 6], values: Tensor.sines(240, step: 0.7))
    let weights = Tensor(shape: [6, 2, 3, 3], values: Tensor.sines(108, step: 0.9, shift: .pi / 2))
    let layer = Convolution2D(
      weights: .dense(weights), bias: .float32([-1, -0.5, 0, 0.5, 1, 1.5]),
      layout: WindowLayout(kernel: [3, 3], stride: 2, padding: 1), groups: 2)
    let y = layer.forward([x])
    #expect(y.shape == [2, 6, 3, 3])
    let first = [
      -2.430879, -5.705397, -0.983692, -4.387617, -1.038467, 3.194076, -0.318396, 3.957961,
      0.409539,
    ]
    let last = [
      -1.385313, -0.064283, 4.737341, -0.774362, 3.854633, 4.153901, 4.412596, 4.817978, -0.929605,
    ]
    #expect(relativeError(Array(y.values[..<9]), first) < 1e-5)
    #expect(relativeError(Array(y.values[99...]), last) < 1e-5)
    #expect(abs(y.doubles.reduce(0) { $0 + $1 * $1 } - 836.35422) < 1e-3)
  }

  @Test func theInputGradientIsLeftOutWhenNotWanted() {
    let layer = Self.awkward[3].layer(.dense(Tensor(zeros: [3, 2, 3, 3])), bias: nil)
    let x = Tensor(zeros: [2, 2, 5, 6])
    let y = layer.forward([x])
    #expect(
      layer.backward(y, of: Activation(output: y), inputs: [x], wantsInputGradient: false).inputs
        .isEmpty)
  }

  /// Sums of whole numbers are exact in any order.
  @Test(arguments: awkward)
  func storageDoesNotChangeTheOutput(_ g: Geometry) {
    let mask = Mask.random(g.weightShape, density: 0.6, seed: 5)
    let shared = SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 4) },
      codebook: Codebook(centroids: [-3, -1, 2, 5], precision: .float16), bits: 2)
    let x = Tensor.wholeNumbers([g.images] + g.input, seed: 6)
    let bias = Tensor.wholeNumbers([g.outputs], seed: 7).values
    let expected = g.layer(.dense(shared.dense()), bias: bias).forward([x])
    let pruned = PrunedWeights(values: shared.dense(), mask: mask)
    #expect(g.layer(.pruned(pruned), bias: bias).forward([x]) == expected)
    #expect(g.layer(.shared(shared), bias: bias).forward([x]) == expected)
    let compact = Weights.compact(CodebookMatrix(shared), shape: g.weightShape)
    #expect(g.layer(compact, bias: bias).forward([x]) == expected)
  }

  /// Planes that fit vectors exactly or not, several bands of rows and tiles of channels, groups,
  /// dilation, one row.
  static let planes: [Geometry] = [
    Geometry(input: [3, 13, 13], outputs: 5, kernel: [3, 3], padding: 1),
    Geometry(images: 1, input: [40, 27, 27], outputs: 6, kernel: [5, 5], padding: 2, groups: 2),
    Geometry(input: [2, 9, 40], outputs: 300, kernel: [1, 1]),
    Geometry(input: [4, 1, 31], outputs: 3, kernel: [1, 2], groups: 1),
    Geometry(images: 1, input: [2, 12, 100], outputs: 2, kernel: [3, 2], padding: 1),
    Geometry(
      input: [3, 15, 16], outputs: 4,
      WindowLayout(kernel: [3, 2], stride: [1, 1], padding: [2, 0, 1, 3], dilation: [2, 3])),
    Geometry(images: 0, input: [1, 8, 8], outputs: 1, kernel: [3, 3], padding: 1),
  ]

  /// At every level that this processor has, in every form, and in the one chosen by density; exact
  /// sums again.
  @Test(arguments: ProcessorLevel.available, planes + awkward)
  func packedForInferenceItIsTheSame(level: ProcessorLevel, _ g: Geometry) throws {
    for (density, form) in [
      (0, nil), (0.3, nil), (1, nil), (0.5, .columns), (1, .planes), (0.5, .dense),
    ]
      as [(Float, ConvolutionForm?)]
    {
      let mask = Mask.random(g.weightShape, density: density, seed: 5)
      let shared = SharedWeights(
        mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 * 7 % 200) },
        codebook: Codebook(centroids: (0..<200).map { Float($0 - 100) }, precision: .float32),
        bits: 8)
      let x = Tensor.wholeNumbers([g.images] + g.input, seed: 6)
      let bias = Tensor.wholeNumbers([g.outputs], seed: 7).values
      let expected = g.layer(.dense(shared.dense()), bias: bias).forward([x])
      let compact = g.layer(.compact(CodebookMatrix(shared), shape: g.weightShape), bias: bias)
      let network = try Network(inputShape: g.input, chain: [compact])
      ProcessorLevel.$current.withValue(level) {
        let packed = ConvolutionForm.$forced.withValue(form) { network.packedForInference() }
        for threads in [1, 3] {
          #expect(Parallel.$threads.withValue(threads) { packed.forward(x) } == expected)
        }
        #expect(
          packed.parameter("conv1")?.weights.tensor == shared.dense(), "packing loses nothing")
      }
    }
  }
}
