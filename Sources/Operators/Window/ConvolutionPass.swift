import Tensors

/// A convolution with all extents known: by direct sums where each group is one channel, else as
/// products with the images' columns.
struct ConvolutionPass: Sendable {
  let batch: Int
  let groups: Int
  /// Of each group.
  let channels: Int
  let outputs: Int
  let windows: SpatialWindows

  init(_ input: [Int], _ weights: [Int], settings: SpatialSettings, groups: Int)
    throws(OperatorError)
  {
    guard input.count >= 3, weights.count == input.count else {
      throw OperatorError("weights \(weights) do not fit images \(input)")
    }
    guard Axes.part(of: input[1], in: groups) == weights[1],
      let outputs = Axes.part(of: weights[0], in: groups)
    else {
      throw OperatorError("weights \(weights) do not fit images \(input) of \(groups) groups")
    }
    windows = try settings.windows(over: Array(input[2...]), kernel: Array(weights[2...]))
    batch = input[0]
    self.groups = groups
    channels = weights[1]
    self.outputs = outputs
    _ = try Axes.count([channels, windows.places, windows.outputWidth])
  }

  init(batch: Int, groups: Int, channels: Int, outputs: Int, windows: SpatialWindows) {
    (self.batch, self.groups, self.windows) = (batch, groups, windows)
    (self.channels, self.outputs) = (channels, outputs)
  }

  var outputShape: [Int] { [batch, groups * outputs] + windows.output }
  private var depth: Int { channels * windows.places }

  /// Adds the convolution to what the output holds. SAFETY: the memory is as large as the shapes
  /// say.
  func add<Real: RealElement>(
    _ input: SharedReader<Real>, _ weights: SharedReader<Real>, to output: SharedPointer<Real>
  ) {
    guard channels > 0, outputs > 0, batch > 0 else { return }
    if channels == 1, outputs <= 2, !windows.isPointwise {
      addPlanes(input, weights, to: output)
    } else {
      addProducts(input, weights, to: output)
    }
  }

  /// Each output plane is a sum of shifted copies of its one input plane.
  private func addPlanes<Real: RealElement>(
    _ input: SharedReader<Real>, _ weights: SharedReader<Real>, to output: SharedPointer<Real>
  ) {
    let rows = windows.rows
    let table = windows.inputRows(0..<rows)
    let planes = groups * outputs
    Parallel.forEach(batch * planes) { plane in
      let (sample, number) = (plane / planes, plane % planes)
      let source = input.base + (sample * groups + number / outputs) * windows.inputCount
      let target = output.base + plane * windows.outputCount
      let kernel = weights.base + number * windows.places
      windows.forEachPiece(table: table, rows: rows) { piece in
        let weight = kernel[piece.place]
        let sums = target + piece.row * windows.outputWidth + piece.first
        let terms = source + piece.source
        if piece.step == 1 {
          for index in 0..<piece.end - piece.first { sums[index] += weight * terms[index] }
        } else {
          for index in 0..<piece.end - piece.first {
            sums[index] += weight * terms[index * piece.step]
          }
        }
      }
    }
  }

  /// Columns of at most this many numbers at once stay in the cache.
  private static let columnBudget = 1 << 18
  /// Work below this many multiplications is not worth a second thread.
  private static let smallestParallelWork = 400_000
  private static let parts = 4

  /// Rows of the output whose columns are made at once; not a matter of the number of threads.
  private var rowsPerPart: Int {
    let fitting = max(1, Self.columnBudget / max(1, depth * windows.outputWidth))
    let work = outputs * depth * windows.outputCount
    guard work >= Self.smallestParallelWork, batch * groups < Self.parts else {
      return min(fitting, windows.rows)
    }
    return min(fitting, (windows.rows + Self.parts - 1) / Self.parts)
  }

  private func addProducts<Real: RealElement>(
    _ input: SharedReader<Real>, _ weights: SharedReader<Real>, to output: SharedPointer<Real>
  ) {
    let (step, size) = (rowsPerPart, windows.outputCount)
    let parts = (windows.rows + step - 1) / step
    Parallel.forEach(batch * groups * parts) { number in
      let (plane, part) = (number / parts, number % parts)
      let rows = part * step..<min(windows.rows, (part + 1) * step)
      let image = input.base + plane * channels * windows.inputCount
      let first = rows.lowerBound * windows.outputWidth
      let count = rows.count * windows.outputWidth
      let kernel = MatrixFactor(
        weights.base + plane % groups * outputs * depth, rows: outputs, columns: depth)
      let target = output.base + plane * outputs * size + first
      if windows.isPointwise {
        let pixels = MatrixFactor(image + first, rows: depth, columns: count, stride: size)
        return kernel.multiply(pixels, into: target, stride: size, adding: true)
      }
      let columns = UnsafeMutablePointer<Real>.allocate(capacity: depth * count)
      defer { columns.deallocate() }
      windows.fillColumns(columns, from: image, channels: channels, rows: rows)
      kernel.multiply(
        MatrixFactor(UnsafePointer(columns), rows: depth, columns: count), into: target,
        stride: size, adding: true)
    }
  }
}
