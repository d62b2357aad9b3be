import CKernels
import Tensors

extension ConvolutionPass {
  /// Gradients by the input [N, in, H, W], the weights and the biases.
  struct Gradients {
    var input: Tensor?
    var weights: [Float]
    var bias: [Float]
  }

  /// At most this many parts of a batch have sums of their own, which are added in ascending order
  /// in the end: the result does not depend on the number of threads.
  private static let largestShardCount = 8

  private var shardImages: Int { (images + Self.largestShardCount - 1) / Self.largestShardCount }
  private var shards: Int { images == 0 ? 0 : (images + shardImages - 1) / shardImages }

  /// dW = dy · columnsᵀ and db = sum of dy, both summed over the batch; dx = Wᵀ · dy, its columns
  /// added to the pixels that they came from.
  func backward(_ outputGradient: Tensor, input: Tensor, weights: [Float], wantsInputGradient: Bool)
    -> Gradients
  {
    if let direct = DirectConvolution(self) {
      return direct.backward(
        outputGradient.values, input: input, weights: weights,
        wantsInputGradient: wantsInputGradient)
    }
    var sums = [Float](repeating: 0, count: shards * weights.count)
    var biases = [Float](repeating: 0, count: shards * outputs)
    var gradient = Tensor(zeros: wantsInputGradient ? input.shape : [0])
    sums.withUnsafeMutableBufferPointer { sums in
      biases.withUnsafeMutableBufferPointer { biases in
        gradient.values.withUnsafeMutableBufferPointer { target in
          guard let sums = sums.baseAddress, let biases = biases.baseAddress else { return }
          let shares = (SharedPointer(sums), SharedPointer(biases))
          let target = wantsInputGradient ? target.baseAddress.map { SharedPointer($0) } : nil
          Parallel.forEach(shards) { shard in
            addShard(
              shard, outputGradient.values, input.values, weights,
              weightSums: shares.0.base + shard * weights.count,
              biasSums: shares.1.base + shard * outputs, inputGradient: target?.base)
          }
        }
      }
    }
    return Gradients(
      input: wantsInputGradient ? gradient : nil, weights: Self.added(sums, count: weights.count),
      bias: Self.added(biases, count: outputs))
  }

  private static func added(_ shares: [Float], count: Int) -> [Float] {
    var total = [Float](repeating: 0, count: count)
    if count > 0 { dcs_sum_rows(shares, &total, shares.count / count, count) }
    return total
  }

  private func addShard(
    _ shard: Int, _ outputGradient: [Float], _ input: [Float], _ weights: [Float],
    weightSums: UnsafeMutablePointer<Float>, biasSums: UnsafeMutablePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>?
  ) {
    let columns = makeColumns()
    defer { columns.deallocate() }
    outputGradient.withUnsafeBufferPointer { dy in
      input.withUnsafeBufferPointer { x in
        weights.withUnsafeBufferPointer { w in
          guard let dy = dy.baseAddress, let x = x.baseAddress, let w = w.baseAddress else {
            return
          }
          for image in shard * shardImages..<min(images, (shard + 1) * shardImages) {
            dcs_add_plane_sums(dy + image * outputSize, biasSums, outputs, windows.pixels)
            let step = Step(
              outputGradient: dy + image * outputSize, image: x + image * inputSize, weights: w,
              columns: columns,
              weightSums: weightSums, inputGradient: inputGradient.map { $0 + image * inputSize })
            for group in 0..<groups {
              for band in 0..<bands { add(step, group: group, rows: rows(ofBand: band)) }
            }
          }
        }
      }
    }
  }

  /// The memory of one image's turn, each pointer at its beginning.
  private struct Step {
    let outputGradient: UnsafePointer<Float>
    let image: UnsafePointer<Float>
    let weights: UnsafePointer<Float>
    let columns: UnsafeMutablePointer<Float>
    let weightSums: UnsafeMutablePointer<Float>
    let inputGradient: UnsafeMutablePointer<Float>?
  }

  private func add(_ step: Step, group: Int, rows: Range<Int>) {
    let (depth, count) = (windows.depth, rows.count * windows.outputWidth)
    let (first, imageStart) = (group * outputsPerGroup, group * windows.imageSize)
    let outputStart = first * windows.pixels + rows.lowerBound * windows.outputWidth
    let above = step.outputGradient + outputStart
    var kernel = windows.kernel
    dcs_image_to_columns(
      &kernel, step.image + imageStart, step.columns, rows.lowerBound, rows.upperBound)
    MatrixMultiply.multiply(
      .init(above, rows: outputsPerGroup, columns: count, stride: windows.pixels),
      .init(step.columns, rows: depth, columns: count, transposed: true),
      into: step.weightSums + first * depth, stride: depth, adding: true)
    guard let inputGradient = step.inputGradient else { return }
    MatrixMultiply.multiply(
      .init(step.weights + first * depth, rows: outputsPerGroup, columns: depth, transposed: true),
      .init(above, rows: outputsPerGroup, columns: count, stride: windows.pixels),
      into: step.columns, stride: count)
    dcs_add_columns_to_image(
      &kernel, step.columns, inputGradient + imageStart, rows.lowerBound, rows.upperBound)
  }
}
