import CKernels
import Tensors

/// A convolution from codes, of any stride: each entry of a filter multiplies a block of pixels of
/// its input channel, shifted by its place in the kernel, while the sums of the block stay in
/// registers. What a tile of channels needs is copied into the first cache just before, once for
/// all outputs (`SparsePlanes`), and the last tile's sums are finished and written where they
/// belong.
package struct SparseConvolution: Product {
  private let blocking: SparseBlocking
  private let groups: Int
  private let filters: [SparseFilters]
  private let planes: AlignedArray<dcs_sparse_plane>
  private let blocks: AlignedArray<dcs_sparse_block>
  private let codebook: AlignedArray<Float>
  private let bias: AlignedArray<Float>?
  private let activation: ActivationFunction
  private let level: ProcessorLevel

  /// Bytes that the sums of one thread may take: half of the second cache of Zen 3.
  private static let sumBytes = 256 << 10

  package var form: String { "planes" }
  package var heldBytes: Int { filters.reduce(codebook.bytes) { $0 + $1.bytes } }

  /// nil where dense weights are quicker (unless `always`), or an entry's place has no number.
  /// `windows` are those over the channels of one group.
  package init?(
    _ matrix: CodebookMatrix, windows: Windows, groups: Int, bias: [Float]?,
    activation: ActivationFunction, level: ProcessorLevel, always: Bool = false
  ) {
    precondition(groups > 0 && matrix.rows % groups == 0 && matrix.columns == windows.depth)
    let outputs = matrix.rows / groups
    guard outputs > 0,
      let blocking = SparseBlocking(
        windows, outputs: outputs, entries: matrix.entryCount / groups, level: level),
      always
        || blocking.cost
          < SparseCost.limit(windows, outputs: outputs, lanes: blocking.lanes)
    else { return nil }
    (self.blocking, self.groups, self.activation) = (blocking, groups, activation)
    self.level = level
    filters = (0..<groups).map {
      SparseFilters(matrix, rows: $0 * outputs..<($0 + 1) * outputs, blocking: blocking)
    }
    planes = AlignedArray(
      zip(blocking.planes.planes, blocking.planeStarts).map { plane, start in
        dcs_sparse_plane(
          column: plane.column, row: plane.row, rows: plane.rows, start: start, size: plane.size)
      })
    blocks = AlignedArray(blocking.blocks)
    codebook = AlignedArray(matrix.codebook)
    self.bias = bias.map { AlignedArray($0) }
  }

  private var outputs: Int { filters[0].outputs }
  private var chunks: Int { filters[0].chunks }

  /// Into how many parts the outputs of a group are cut: so that their sums fit the cache, and that
  /// every thread has its share. Each part copies the planes anew; no sum depends on it.
  private func parts(batch: Int, threads: Int) -> Int {
    var parts = 1
    let bytes = outputs * blocking.vectors * blocking.lanes * MemoryLayout<Float>.stride
    while parts < chunks, bytes > parts * Self.sumBytes { parts *= 2 }
    let tasks = batch * groups * blocks.count
    while 2 * parts <= chunks, tasks * parts < 4 * threads, tasks * parts % threads != 0 {
      parts *= 2
    }
    return min(parts, chunks)
  }

  // MARK: Memory of a thread

  private var tileCount: Int { (blocking.tileSize + 15) / 16 * 16 }

  private func threadCount(parts: Int) -> Int {
    let most = (outputs + chunks - 1) / chunks * ((chunks + parts - 1) / parts)
    return tileCount + (most * blocking.vectors * blocking.lanes + 15) / 16 * 16
  }

  package func scratchCount(batch: Int, threads: Int) -> Int {
    threads * threadCount(parts: parts(batch: batch, threads: threads))
  }

  // MARK: Run

  package func run(_ pass: ProductPass) {
    let parts = parts(batch: pass.batch, threads: pass.threads)
    let tasks = pass.batch * groups * parts * blocks.count
    let shares = min(tasks, pass.threads)
    Parallel.forEach(shares) { share in
      run(
        pass, parts: parts, tasks: share * tasks / shares..<(share + 1) * tasks / shares,
        scratch: pass.scratch.base + share * threadCount(parts: parts))
    }
  }

  /// Tasks are numbered by image, group, part and block: neighbours in a row of blocks go together.
  private func run(
    _ pass: ProductPass, parts: Int, tasks: Range<Int>, scratch: UnsafeMutablePointer<Float>
  ) {
    var task = tasks.lowerBound
    while task < tasks.upperBound {
      let (place, first) = task.quotientAndRemainder(dividingBy: blocks.count)
      let (filter, part) = place.quotientAndRemainder(dividingBy: parts)
      let (image, group) = filter.quotientAndRemainder(dividingBy: groups)
      let count = min(blocks.count - first, tasks.upperBound - task)
      let pixels = outputs * blocking.windows.pixels
      var work = dcs_sparse_work(
        blocks: blocks.base + first, block_count: count,
        first_chunk: part * chunks / parts, last_chunk: (part + 1) * chunks / parts,
        image: pass.input.base + image * pass.inputStride + group * blocking.windows.imageSize,
        output: pass.output.base + image * pass.outputStride + group * pixels,
        addend: pass.addend.map {
          UnsafePointer($0.base + image * pass.addendStride + group * pixels)
        },
        tile: scratch, sums: scratch + tileCount)
      var filters = filters[group].kernel(bias: bias.map { $0.base + group * outputs })
      var kernel = kernel
      dcs_sparse_convolution_run(level.kernel, &kernel, &filters, &work)
      task += count
    }
  }

  private var kernel: dcs_sparse_convolution {
    let windows = blocking.windows
    return dcs_sparse_convolution(
      channels: windows.channels, height: windows.height, width: windows.width,
      stride_y: windows.layout.stride[0], stride_x: windows.layout.stride[1],
      output_height: windows.outputHeight, output_width: windows.outputWidth,
      top: windows.layout.padding[0], left: windows.layout.padding[1],
      span_y: windows.layout.span[0], span_x: windows.layout.span[1],
      pitch: blocking.pitch, tile_channels: blocking.tileChannels,
      planes: planes.base, plane_count: planes.count, codebook: codebook.base,
      activation: activation.kernel)
  }
}
