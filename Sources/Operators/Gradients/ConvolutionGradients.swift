import Tensors

/// Y = W ∗ X for images as columns, Y = W cols(X): dW = dY cols(X)ᵀ, dX = cols⁻¹(Wᵀ dY), where
/// cols⁻¹ adds each column to the pixels that it stands for; the bias gets the sums of dY.
extension Convolution: DifferentiableOperator {
  var gradientObstacle: String? { activation == nil ? nil : "its activation" }

  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (input, weights) = (try pass.float(0), try pass.float(1))
    let gradient = try pass.gradient()
    let way = ColumnGradients(
      pass: try ConvolutionPass(input.shape, weights.shape, settings: settings, groups: groups))
    return try pass.each { index throws(OperatorError) in
      switch index {
      case 0:
        Tensor(
          shape: input.shape,
          values: way.images(columnsOf: gradient.values, weights: weights.values))
      case 1:
        Tensor(
          shape: weights.shape, values: way.weights(images: input.values, gradient.values))
      default: gradient.channelSums
      }
    }
  }
}

/// A transposed convolution is what gives the gradient by a convolution's images; its own gradients
/// are a convolution, and that one's by its weights, with images and gradients changed round.
extension TransposedConvolution: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let (input, weights) = (try pass.reals(0), try pass.reals(1))
    let gradient = try pass.gradient()
    let windows = try windows(Array(input.shape[2...]), kernel: Array(weights.shape[2...]))
    let way = ColumnGradients(
      pass: ConvolutionPass(
        batch: input.shape[0], groups: groups, channels: weights.shape[1],
        outputs: input.shape[1] / groups, windows: windows))
    return try pass.each { index throws(OperatorError) in
      switch index {
      case 0:
        Tensor(
          shape: input.shape,
          values: way.convolved(images: gradient.values, weights: weights.values))
      case 1:
        Tensor(shape: weights.shape, values: way.weights(images: gradient.values, input.values))
      default: gradient.channelSums
      }
    }
  }
}

extension Tensor {
  /// [batch, channels, ...] -> [channels]: sums over all else.
  fileprivate var channelSums: Tensor {
    let channels = shape[1]
    let pixels = shape[2...].reduce(1, *)
    var sums = [Float](repeating: 0, count: channels)
    for plane in 0..<shape[0] * channels {
      var sum: Float = 0
      for index in plane * pixels..<(plane + 1) * pixels { sum += values[index] }
      sums[plane % channels] += sum
    }
    return Tensor(shape: [channels], values: sums)
  }
}

/// Products of a convolution's columns: [channels · places, pixels] of each image and group.
private struct ColumnGradients {
  let pass: ConvolutionPass

  private var windows: SpatialWindows { pass.windows }
  private var depth: Int { pass.channels * windows.places }
  private var imageSize: Int { pass.channels * windows.inputCount }
  private var outputSize: Int { pass.outputs * windows.outputCount }

  /// Rows of the output whose columns are made at once, so that these stay small.
  private var parts: [Range<Int>] {
    let step = max(1, (1 << 18) / max(1, depth * windows.outputWidth))
    return stride(from: 0, to: windows.rows, by: step).map {
      $0..<min(windows.rows, $0 + step)
    }
  }

  /// For each group and each image in order; `body` gets the numbers of both, and a range of rows.
  /// Groups are by themselves, so that they may go to several threads.
  private func forEachPart(_ body: @Sendable (_ group: Int, _ plane: Int, Range<Int>) -> Void) {
    let parts = parts
    let pass = pass
    Parallel.forEach(pass.groups) { group in
      for sample in 0..<pass.batch {
        for rows in parts { body(group, sample * pass.groups + group, rows) }
      }
    }
  }

  /// dY [outputs, pixels] of each image -> the images' gradients.
  func images(columnsOf gradient: [Float], weights: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: pass.batch * pass.groups * imageSize)
    Self.withMemory(gradient, weights, &result) { gradient, weights, result in
      forEachPart { group, plane, rows in
        let width = rows.count * windows.outputWidth
        Self.withColumns(depth * width) { columns in
          kernel(weights, group, transposed: true).multiply(
            outputs(gradient, plane, rows), into: columns, stride: width)
          windows.addColumns(
            columns, to: result.base + plane * imageSize, channels: pass.channels, rows: rows)
        }
      }
    }
    return result
  }

  /// Σ over images of dY · columnsᵀ.
  func weights(images: [Float], _ gradient: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: pass.groups * pass.outputs * depth)
    Self.withMemory(images, gradient, &result) { images, gradient, result in
      forEachPart { group, plane, rows in
        let width = rows.count * windows.outputWidth
        Self.withColumns(depth * width) { columns in
          windows.fillColumns(
            columns, from: images.base + plane * imageSize, channels: pass.channels, rows: rows)
          outputs(gradient, plane, rows).multiply(
            MatrixFactor(UnsafePointer(columns), rows: depth, columns: width, transposed: true),
            into: result.base + group * pass.outputs * depth, stride: depth, adding: true)
        }
      }
    }
    return result
  }

  /// The convolution itself, from [channels, ...] to [outputs, ...].
  func convolved(images: [Float], weights: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: pass.batch * pass.groups * outputSize)
    Self.withMemory(images, weights, &result) { images, weights, result in
      pass.add(images, weights, to: result)
    }
    return result
  }

  private func kernel(_ weights: SharedReader<Float>, _ group: Int, transposed: Bool)
    -> MatrixFactor<Float>
  {
    MatrixFactor(
      weights.base + group * pass.outputs * depth, rows: pass.outputs, columns: depth,
      transposed: transposed)
  }

  private func outputs(_ values: SharedReader<Float>, _ plane: Int, _ rows: Range<Int>)
    -> MatrixFactor<Float>
  {
    MatrixFactor(
      values.base + plane * outputSize + rows.lowerBound * windows.outputWidth,
      rows: pass.outputs, columns: rows.count * windows.outputWidth,
      stride: windows.outputCount)
  }

  private static func withColumns(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let columns = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
    defer { columns.deallocate() }
    body(columns)
  }

  private static func withMemory(
    _ first: [Float], _ second: [Float], _ result: inout [Float],
    _ body: (SharedReader<Float>, SharedReader<Float>, SharedPointer<Float>) -> Void
  ) {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        result.withUnsafeMutableBufferPointer { result in
          guard let first = first.baseAddress, let second = second.baseAddress,
            let result = result.baseAddress
          else { return }
          body(SharedReader(first), SharedReader(second), SharedPointer(result))
        }
      }
    }
  }
}
