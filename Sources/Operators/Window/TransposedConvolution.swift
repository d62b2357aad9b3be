import Tensors

/// The transpose of a convolution: each input pixel adds a multiple of the kernel to the output.
struct TransposedConvolution: RealOperator {
  static let names = ["ConvTranspose"]

  let settings: SpatialSettings
  let groups: Int
  let outputPadding: [Int]?
  let outputExtents: [Int]?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
    groups = try node.integer("group", default: 1)
    outputPadding = try node.integers("output_padding")
    outputExtents = try node.integers("output_shape")
    guard groups > 0 else { throw OperatorError("group=\(groups) is not positive") }
    for list in [outputPadding, outputExtents] {
      guard (list ?? []).allSatisfy({ (0...SpatialSettings.largest).contains($0) }) else {
        throw OperatorError("output_padding and output_shape are not negative")
      }
    }
  }

  /// input: [batch, channels, ...]; weights: [channels, outputs / groups, kernel...].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    let weights = try inputs.reals(1, as: type)
    guard input.rank >= 3, weights.rank == input.rank, weights.shape[0] == input.shape[1],
      Axes.part(of: input.shape[1], in: groups) != nil
    else {
      throw OperatorError(
        "weights \(weights.shape) do not fit images \(input.shape) of \(groups) groups")
    }
    let windows = try windows(
      Array(input.shape[2...]), kernel: Array(weights.shape[2...]))
    let outputs = weights.shape[1]
    let shape = try Self.shape([input.shape[0], outputs, groups], windows.input)
    let bias = try inputs.optionalVector(2, as: type, count: outputs * groups)
    var output = try RealTensor<Real>(shape: shape)
    _ = try Axes.count([outputs, windows.places, windows.outputCount])
    if let bias {
      for index in output.values.indices {
        output.values[index] = bias[index / windows.inputCount % bias.count]
      }
    }
    add(input, weights, windows, to: &output.values)
    return [output.typed]
  }

  private static func shape(_ leading: [Int], _ extents: [Int]) throws(OperatorError) -> [Int] {
    [leading[0], try Axes.count([leading[1], leading[2]])] + extents
  }

  /// Columns = weightsᵀ · pixels, added to the image.
  private func add<Real: RealElement>(
    _ input: RealTensor<Real>, _ weights: RealTensor<Real>, _ windows: SpatialWindows,
    to output: inout [Real]
  ) {
    let channels = input.shape[1] / groups
    let outputs = weights.shape[1]
    let (pixels, size) = (windows.outputCount, windows.inputCount)
    let depth = outputs * windows.places
    guard channels > 0, depth > 0, !output.isEmpty, !input.values.isEmpty else { return }
    input.values.withUnsafeBufferPointer { input in
      weights.values.withUnsafeBufferPointer { weights in
        output.withUnsafeMutableBufferPointer { output in
          guard let inputBase = input.baseAddress, let weightBase = weights.baseAddress,
            let outputBase = output.baseAddress
          else { return }
          let (source, kernel) = (SharedReader(inputBase), SharedReader(weightBase))
          let target = SharedPointer(outputBase)
          Parallel.forEach(input.count / (channels * pixels)) { plane in
            let columns = UnsafeMutablePointer<Real>.allocate(capacity: depth * pixels)
            defer { columns.deallocate() }
            let group = plane % groups
            MatrixFactor(
              kernel.base + group * channels * depth, rows: channels, columns: depth,
              transposed: true
            ).multiply(
              MatrixFactor(
                source.base + plane * channels * pixels, rows: channels, columns: pixels),
              into: columns, stride: pixels)
            let source = SharedReader(UnsafePointer(columns))
            Parallel.forEachRange(of: outputs, grain: (outputs + 3) / 4) { range in
              windows.addColumns(
                source.base + range.lowerBound * windows.places * pixels,
                to: target.base + (plane * outputs + range.lowerBound) * size,
                channels: range.count, rows: 0..<windows.rows)
            }
          }
        }
      }
    }
  }

  /// The windows over the output that a convolution with the same settings would have.
  func windows(_ input: [Int], kernel: [Int]) throws(OperatorError) -> SpatialWindows {
    let rank = input.count
    if let own = settings.kernel, own != kernel {
      throw OperatorError("kernel_shape \(own) is not that of the weights \(kernel)")
    }
    let (stride, dilation) = try settings.steps(rank: rank)
    var (leading, trailing) = try settings.explicitPads(rank: rank)
    let extra = outputPadding ?? Array(repeating: 0, count: rank)
    // Some programs write the batch and the channels, too.
    let wanted = outputExtents.map { Array($0.suffix(rank)) }
    guard extra.count == rank, wanted?.count ?? rank == rank, kernel.allSatisfy({ $0 > 0 }),
      input.allSatisfy({ $0 > 0 })
    else { throw OperatorError("images \(input) and kernel \(kernel) do not fit") }
    var output: [Int] = []
    for dimension in 0..<rank {
      let span = (kernel[dimension] - 1) * dilation[dimension] + 1
      let whole = stride[dimension] * (input[dimension] - 1) + extra[dimension] + span
      let isSame = settings.padding == .sameUpper || settings.padding == .sameLower
      if let extent = wanted?[dimension] ?? (isSame ? input[dimension] * stride[dimension] : nil) {
        let total = max(0, whole - extent)
        leading[dimension] =
          settings.padding == .sameUpper ? total / 2 : total - total / 2
        trailing[dimension] = total - leading[dimension]
        output.append(extent)
      } else {
        output.append(whole - leading[dimension] - trailing[dimension])
      }
    }
    _ = try Axes.count(output)
    return SpatialWindows(
      input: output, kernel: kernel, stride: stride, dilation: dilation, leading: leading,
      trailing: trailing, output: input)
  }
}
