import Tensors

/// Adds columns, one for each window, to the image that they were taken from.
struct ColumnsToImage: RealOperator {
  static let names = ["Col2Im"]

  let settings: SpatialSettings

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
  }

  /// Inputs: [batch, channels · places, windows], the image's extents, the kernel's.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 3...3)
    let extents = try inputs.integers(1)
    let kernel = try inputs.integers(2)
    guard (extents + kernel).allSatisfy({ (1...Axes.largestCount).contains($0) }) else {
      throw OperatorError("an image \(extents) or a kernel \(kernel) is empty")
    }
    let windows = try settings.windows(over: extents, kernel: kernel)
    let channels = input.shape[1] / windows.places
    guard channels * windows.places == input.shape[1], input.shape[2] == windows.outputCount
    else { throw OperatorError("columns \(input.shape) do not fit an image \(extents)") }
    var output = try RealTensor<Real>(shape: [input.shape[0], channels] + extents)
    let (columns, image) = (input.shape[1] * input.shape[2], channels * windows.inputCount)
    input.values.withUnsafeBufferPointer { input in
      output.values.withUnsafeMutableBufferPointer { output in
        guard let source = input.baseAddress, let target = output.baseAddress else { return }
        for sample in 0..<output.count / image {
          windows.addColumns(
            source + sample * columns, to: target + sample * image, channels: channels,
            rows: 0..<windows.rows)
        }
      }
    }
    return [output.typed]
  }
}
