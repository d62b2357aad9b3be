import CKernels
import Products
import Tensors
import TestSupport
import Testing

struct SparseConvolutionTests {
  /// Of the sum of the magnitudes of a sum's terms: chains of at most some hundred roundings.
  private static let budget = 1e-5

  private static let layouts: [(image: [Int], layout: WindowLayout)] = [
    ([3, 13, 13], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    ([5, 7, 7], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    ([2, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2)),
    ([4, 14, 14], WindowLayout(kernel: [3, 3], stride: 2, padding: 1)),
    ([70, 5, 9], WindowLayout(kernel: [1, 1])),
    ([3, 12, 11], WindowLayout(kernel: [1, 1], stride: 2)),
    ([3, 23, 23], WindowLayout(kernel: [11, 11], stride: 4)),
    ([1, 4, 130], WindowLayout(kernel: [2, 3], padding: [0, 2, 1, 0])),
    ([2, 9, 33], WindowLayout(kernel: [3, 2], padding: [2, 0, 1, 3], dilation: [2, 3])),
    (
      [2, 10, 20],
      WindowLayout(kernel: [3, 3], stride: [2, 1], padding: [1, 1, 1, 1], dilation: [3, 1])
    ),
    ([1, 1, 1], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    ([2, 3, 3], WindowLayout(kernel: [1, 1], stride: [3, 3], padding: [4, 4, 4, 4])),
    ([2, 40, 56], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
  ]

  private struct Sample {
    let windows: Windows
    let groups: Int
    let matrix: CodebookMatrix
    let bias: [Float]?
    let activation: ActivationFunction

    init(
      _ image: [Int], _ layout: WindowLayout, outputs: Int, groups: Int, density: Float = 0.4,
      hasBias: Bool = true, activation: ActivationFunction = .relu
    ) throws {
      windows = try #require(Windows(over: image, layout))
      let mask = Mask.random([outputs, windows.depth], density: density, seed: 5)
      let centroids = Tensor.normal([31], seed: 6).values
      matrix = CodebookMatrix(
        SharedWeights(
          mask: mask, codes: (0..<mask.survivorCount).map { UInt8(($0 * 7 + $0 / 5) % 31) },
          codebook: Codebook(centroids: centroids, precision: .float32), bits: 5))
      (self.groups, self.activation) = (groups, activation)
      bias = hasBias ? Tensor.normal([outputs], seed: 7).values : nil
    }

    func product(_ level: ProcessorLevel) throws -> SparseConvolution {
      let product = SparseConvolution(
        matrix, windows: windows, groups: groups, bias: bias, activation: activation, level: level,
        always: true)
      return try #require(product)
    }

    var outputSize: Int { matrix.rows * windows.pixels }
    var inputSize: Int { groups * windows.imageSize }

    /// The outputs of a batch, `gap` floats between two; the gaps must stay as they were.
    func outputs(
      _ level: ProcessorLevel, batch: Int, addend: Bool, threads: Int, gap: Int = 5
    ) throws -> [[Float]] {
      let product = try product(level)
      let stride = outputSize + gap
      let behind = ProductPass.readableBehind
      let input = AlignedMemory(
        Tensor.normal([batch * inputSize], seed: 8).values
          + [Float](repeating: .nan, count: behind))
      let output = AlignedMemory([Float](repeating: 77, count: batch * stride))
      let added = AlignedMemory(addendValues(batch) + [Float](repeating: .nan, count: behind))
      let scratch = AlignedMemory(
        [Float](repeating: .nan, count: product.scratchCount(batch: batch, threads: threads)))
      Parallel.$threads.withValue(threads) {
        product.run(
          ProductPass(
            batch: batch, input: SharedReader(input.base), inputStride: inputSize,
            output: SharedPointer(output.base), outputStride: stride,
            addend: addend ? SharedReader(added.base) : nil, addendStride: outputSize,
            scratch: SharedPointer(scratch.base), threads: threads))
      }
      let values = output.values
      return (0..<batch).map { example in
        let end = example * stride + outputSize
        #expect(values[end..<end + gap].allSatisfy { $0 == 77 })
        return Array(values[example * stride..<end])
      }
    }

    func addendValues(_ batch: Int) -> [Float] {
      Tensor.normal([batch * outputSize], seed: 9).values
    }

    /// The largest error of one example, as a fraction of the magnitudes.
    func error(_ output: [Float], example: Int, batch: Int, addend: Bool) -> Double {
      let naive = NaiveConvolution(
        weights: matrix.dense().values, windows: windows, groups: groups, bias: bias,
        activation: activation)
      let input = Tensor.normal([batch * inputSize], seed: 8).values
      let (values, magnitudes) = naive.output(
        of: Array(input[example * inputSize..<(example + 1) * inputSize]),
        addend: addend
          ? Array(addendValues(batch)[example * outputSize..<(example + 1) * outputSize]) : nil)
      // What the activation adds is rounded, too.
      var smallest = 1e-20
      if case .hardSigmoid(_, let offset) = activation { smallest = Double(abs(offset)) }
      return zip(output, zip(values, magnitudes)).reduce(0) { worst, pair in
        let difference = abs(Double(pair.0) - pair.1.0)
        return difference.isNaN ? .infinity : max(worst, difference / max(pair.1.1, smallest))
      }
    }
  }

  /// Memory that begins at a cache line.
  private final class AlignedMemory {
    let base: UnsafeMutablePointer<Float>
    private let count: Int

    init(_ values: [Float]) {
      count = values.count
      base = UnsafeMutableRawPointer.allocate(byteCount: max(64, 4 * count), alignment: 64)
        .bindMemory(to: Float.self, capacity: count)
      base.update(from: values, count: count)
    }

    deinit { UnsafeMutableRawPointer(base).deallocate() }

    var values: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }
  }

  @Test(arguments: layouts.indices, ProcessorLevel.available)
  func equalsItsTwin(_ place: Int, _ level: ProcessorLevel) throws {
    let (image, layout) = Self.layouts[place]
    for (outputs, groups, addend) in [(12, 2, true), (9, 1, false), (3, 3, true)] {
      let sample = try Sample(image, layout, outputs: outputs, groups: groups)
      let output = try sample.outputs(level, batch: 2, addend: addend, threads: 1)
      for example in 0..<2 {
        let error = sample.error(output[example], example: example, batch: 2, addend: addend)
        #expect(error < Self.budget, "\(image) \(layout) \(groups) groups: \(error)")
      }
    }
  }

  @Test(arguments: [
    ActivationFunction.identity, .relu, .clip(low: -0.5, high: 1), .leaky(slope: 0.1),
    .hardSigmoid(slope: 0.03, offset: 0.4), .hardSwish,
  ])
  func everyActivation(_ activation: ActivationFunction) throws {
    for (image, layout) in Self.layouts {
      for (addend, hasBias) in [(true, true), (false, false)] {
        let sample = try Sample(
          image, layout, outputs: 5, groups: 1, hasBias: hasBias, activation: activation)
        for level in ProcessorLevel.available {
          let output = try sample.outputs(level, batch: 1, addend: addend, threads: 1)
          let error = sample.error(output[0], example: 0, batch: 1, addend: addend)
          #expect(error < Self.budget)
        }
      }
    }
  }

  /// Nothing kept, everything kept, and rows of filters that are empty.
  @Test(arguments: [Float(0), 0.01, 1]) func anyDensity(_ density: Float) throws {
    let sample = try Sample(
      [40, 9, 9], WindowLayout(kernel: [3, 3], stride: 1, padding: 1), outputs: 20, groups: 1,
      density: density)
    for level in ProcessorLevel.available {
      let output = try sample.outputs(level, batch: 1, addend: false, threads: 1)
      #expect(sample.error(output[0], example: 0, batch: 1, addend: false) < Self.budget)
    }
  }

  @Test(arguments: layouts.indices) func sameBitsForAnyNumberOfThreads(_ place: Int) throws {
    let (image, layout) = Self.layouts[place]
    let sample = try Sample(image, layout, outputs: 34, groups: 2)
    for level in ProcessorLevel.available {
      let one = try sample.outputs(level, batch: 3, addend: true, threads: 1)
      for threads in [2, 3, 8] {
        let other = try sample.outputs(level, batch: 3, addend: true, threads: threads)
        #expect(zip(one, other).allSatisfy { sameBits($0, $1) })
      }
    }
  }

  /// A NaN of the input reaches the outputs that see it, through clip and all.
  @Test func nanStaysNaN() throws {
    let sample = try Sample(
      [1, 4, 4], WindowLayout(kernel: [1, 1]), outputs: 2, groups: 1, density: 1)
    let product = try sample.product(.highest)
    let input = AlignedMemory([.nan] + [Float](repeating: 1, count: 15 + 64))
    let output = AlignedMemory([Float](repeating: 0, count: 32))
    let scratch = AlignedMemory(
      [Float](repeating: 0, count: product.scratchCount(batch: 1, threads: 1)))
    product.run(
      ProductPass(
        batch: 1, input: SharedReader(input.base), inputStride: 16,
        output: SharedPointer(output.base), outputStride: 32, scratch: SharedPointer(scratch.base)))
    #expect(output.values.enumerated().allSatisfy { ($0.offset % 16 == 0) == $0.element.isNaN })
  }

  /// Two outputs of one 2 x 1 kernel over two channels: five entries of three bytes and two behind
  /// them, one tile with a count of two bytes and a start of four for each output, three centroids.
  @Test func bytesByHand() throws {
    let windows = try #require(Windows(over: [2, 9, 8], WindowLayout(kernel: [2, 1])))
    let matrix = CodebookMatrix(
      rows: 2, columns: 4, rowOffsets: [0, 3, 5], columnIndices: [0, 1, 3, 1, 2],
      codes: [0, 1, 2, 2, 0], codebook: [1, 2, 3])
    let product = try #require(
      SparseConvolution(
        matrix, windows: windows, groups: 1, bias: nil, activation: .identity, level: .portable,
        always: true))
    #expect(product.heldBytes == 5 * 3 + 2 + 2 * 2 + 2 * 4 + 3 * 4)
  }

  /// Codes, positions and counts: at most a tenth over three bytes an entry.
  @Test(arguments: ProcessorLevel.allCases) func entriesStaySmall(_ level: ProcessorLevel) throws {
    let layout = WindowLayout(kernel: [3, 3], stride: 1, padding: 1)
    let sample = try Sample([256, 28, 28], layout, outputs: 64, groups: 1, density: 0.34)
    #expect(try sample.product(level).heldBytes < sample.matrix.entryCount * 33 / 10)
  }
}
