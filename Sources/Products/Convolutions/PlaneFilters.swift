import CKernels
import Tensors

/// A codebook matrix laid out for a convolution of stride 1: an entry of a filter multiplies a
/// whole plane of its input channel, shifted by its place in the kernel, while the sums of the
/// output plane stay in registers.
///
/// Shifts along a row are made once an image: every channel is copied for each kernel column, rows
/// padded to whole vectors (*planes*). Shifts by rows are then offsets of whole vectors. Output
/// planes that do not fit the registers are cut into *bands* of rows. Input channels are cut into
/// tiles whose planes fit the first cache; an entry is its offset there (two bytes) and its code
/// (one).
package struct PlaneFilters: Sendable {
  let windows: Windows
  private let groups: Int
  private let rows: Int
  private let codebook: [Float]
  private let geometry: Geometry
  private var blocks: [Block]

  private struct Geometry: Sendable {
    let lanes: Int
    /// Vectors of an output row.
    let rowVectors: Int
    /// Output rows of a band (the last may have fewer), and rows of the input that they see.
    let bandRows: Int
    let planeRows: Int
    let tileChannels: Int

    /// Bytes of the planes of a tile: they share the first cache with sums and entries.
    private static let tileBytes = 24 << 10

    /// nil where rows are too long for the registers, or leave half of a vector unused.
    init?(_ windows: Windows) {
      let isWide = ProcessorLevel.current == .avx512
      lanes = isWide ? 16 : 8
      let most = isWide ? DCS_PLANE_VECTORS_512 : DCS_PLANE_VECTORS_256
      rowVectors = (windows.outputWidth + lanes - 1) / lanes
      guard windows.layout.stride == [1, 1], rowVectors <= most,
        2 * windows.outputWidth > rowVectors * lanes,
        windows.channels > 0
      else { return nil }
      let bands = (windows.outputHeight * rowVectors + most - 1) / (most / rowVectors * rowVectors)
      bandRows = min(most / rowVectors, (windows.outputHeight + bands - 1) / bands)
      planeRows = bandRows + windows.layout.span[0] - 1
      let channelBytes =
        windows.kernelWidth * planeRows * rowVectors * lanes * MemoryLayout<Float>.stride
      tileChannels = max(1, min(windows.channels, Self.tileBytes / channelBytes))
      guard channelVectors(windows) * tileChannels <= 1 << 16,
        tileChannels * windows.kernelHeight * windows.kernelWidth <= Int(UInt16.max)
      else { return nil }
    }

    func channelVectors(_ windows: Windows) -> Int { windows.kernelWidth * planeRows * rowVectors }
    var rowSize: Int { rowVectors * lanes }
  }

  /// The filters of some outputs of one group.
  private struct Block: Sendable {
    let group: Int
    let range: Range<Int>
    var offsets: [UInt16] = []
    var codes: [UInt8] = []
    /// Entries of each output, tile after tile.
    var counts: [UInt16] = []
  }

  package var bytes: Int {
    4 * codebook.count
      + blocks.reduce(0) { $0 + 2 * $1.offsets.count + $1.codes.count + 2 * $1.counts.count }
  }

  private var tiles: Int { (windows.channels + geometry.tileChannels - 1) / geometry.tileChannels }
  private var kernelSize: Int { windows.kernelHeight * windows.kernelWidth }

  /// Values of one image's output.
  var outputCount: Int { rows * windows.pixels }

  /// Whether convolutions over such windows can go by planes.
  static func fit(_ windows: Windows) -> Bool { Geometry(windows) != nil }

  /// nil where columns must do. `windows` are those over the channels of one group. Blocks are
  /// packed on several threads.
  init?(_ matrix: CodebookMatrix, groups: Int, windows: Windows) {
    precondition(groups > 0 && matrix.rows % groups == 0 && matrix.columns == windows.depth)
    guard let geometry = Geometry(windows) else { return nil }
    (self.windows, self.groups, self.geometry) = (windows, groups, geometry)
    (rows, codebook) = (matrix.rows, matrix.codebook)
    blocks = Self.blocks(outputs: matrix.rows / groups, groups: groups)
    let entries = matrix.rowCodes
    let filters = self
    blocks = Parallel.map(blocks.count) { filters.filled(filters.blocks[$0], entries) }
  }

  /// An even number of equal parts of about 100 outputs: their sums fit the second cache.
  private static func blocks(outputs: Int, groups: Int) -> [Block] {
    let count = min(max(1, outputs), 2 * ((outputs + 255) / 256))
    return (0..<groups).flatMap { group in
      (0..<count).map { part in
        let start = group * outputs
        return Block(
          group: group, range: start + part * outputs / count..<start + (part + 1) * outputs / count
        )
      }
    }
  }

  private func filled(_ block: Block, _ entries: RowCodes) -> Block {
    var block = block
    var next = block.range.map { Int(entries.rowOffsets[$0]) }
    for tile in 0..<tiles {
      let firstChannel = tile * geometry.tileChannels
      let end = (firstChannel + geometry.tileChannels) * kernelSize
      for (place, row) in block.range.enumerated() {
        let start = next[place]
        while next[place] < Int(entries.rowOffsets[row + 1]),
          Int(entries.columnIndices[next[place]]) < end
        {
          block.offsets.append(
            UInt16(offset(ofColumn: Int(entries.columnIndices[next[place]]), from: firstChannel)))
          block.codes.append(entries.codes[next[place]])
          next[place] += 1
        }
        block.counts.append(UInt16(next[place] - start))
      }
    }
    return block
  }

  /// Vectors from the start of a tile to the plane that a column of the matrix (channel, kernel
  /// row, kernel column) means.
  private func offset(ofColumn column: Int, from firstChannel: Int) -> Int {
    let (channel, place) = column.quotientAndRemainder(dividingBy: kernelSize)
    let (y, x) = place.quotientAndRemainder(dividingBy: windows.kernelWidth)
    let plane = (channel - firstChannel) * windows.kernelWidth + x
    return (plane * geometry.planeRows + y * windows.layout.dilation[0]) * geometry.rowVectors
  }

  private func column(ofOffset offset: Int, from firstChannel: Int) -> Int {
    let (plane, row) = (offset / geometry.rowVectors).quotientAndRemainder(
      dividingBy: geometry.planeRows)
    let (channel, x) = plane.quotientAndRemainder(dividingBy: windows.kernelWidth)
    return (firstChannel + channel) * kernelSize + row / windows.layout.dilation[0]
      * windows.kernelWidth + x
  }

  /// The entries row by row again.
  func rowCodes() -> RowCodes {
    RowCodes(rows: rows) { body in
      for block in blocks {
        var (entry, count) = (0, 0)
        for tile in 0..<tiles {
          for row in block.range {
            for _ in 0..<block.counts[count] {
              let column = column(
                ofOffset: Int(block.offsets[entry]), from: tile * geometry.tileChannels)
              body(row, column, block.codes[entry])
              entry += 1
            }
            count += 1
          }
        }
      }
    }
  }

  // MARK: Convolution

  /// output: [images, rows, H', W']; input: [images, groups * channels, H, W]. The same bits for
  /// any number of threads.
  package func fill(
    _ output: SharedPointer<Float>, from input: SharedReader<Float>, images: Int, bias: [Float]?
  ) {
    let bands = stride(from: 0, to: windows.outputHeight, by: geometry.bandRows).map { first in
      first..<min(windows.outputHeight, first + geometry.bandRows)
    }
    Parallel.forEach(images * groups * bands.count) { task in
      let (image, rest) = task.quotientAndRemainder(dividingBy: groups * bands.count)
      let (group, band) = rest.quotientAndRemainder(dividingBy: bands.count)
      fill(
        output.base + image * rows * windows.pixels, bands[band], group: group,
        from: input.base + (image * groups + group) * windows.imageSize, bias)
    }
  }

  /// Some rows of one group's outputs. `output` begins at the image, `input` at the group's
  /// channels.
  private func fill(
    _ output: UnsafeMutablePointer<Float>, _ band: Range<Int>, group: Int,
    from input: UnsafePointer<Float>,
    _ bias: [Float]?
  ) {
    let planes = Scratch(
      count: windows.channels * geometry.channelVectors(windows) * geometry.lanes)
    let (output, input) = (SharedPointer(output), SharedReader(input))
    Parallel.forEachRange(of: windows.channels, grain: 32) { channels in
      var kernel = windows.kernel
      dcs_shifted_planes(
        &kernel, input.base, planes.base, band.lowerBound, geometry.planeRows, geometry.rowSize,
        channels.lowerBound,
        channels.upperBound)
    }
    let blocks = blocks.filter { $0.group == group }
    Parallel.forEach(blocks.count) {
      multiply(blocks[$0], by: planes, band, into: output.base, bias)
    }
  }

  private func multiply(
    _ block: Block, by planes: Scratch, _ band: Range<Int>,
    into output: UnsafeMutablePointer<Float>, _ bias: [Float]?
  ) {
    let vectors = band.count * geometry.rowVectors
    let size = vectors * geometry.lanes
    let sums = Scratch(count: block.range.count * size)
    for (place, row) in block.range.enumerated() {
      (sums.base + place * size).update(repeating: bias?[row] ?? 0, count: size)
    }
    withKernel(block) {
      dcs_plane_filters_multiply(ProcessorLevel.current.kernel, $0, planes.base, sums.base, vectors)
    }
    dcs_copy_rows(
      sums.base, geometry.rowSize,
      output + block.range.lowerBound * windows.pixels + band.lowerBound * windows.outputWidth,
      windows.pixels,
      block.range.count, band.count, windows.outputWidth)
  }

  private func withKernel(_ block: Block, _ body: (UnsafePointer<dcs_plane_filters>) -> Void) {
    block.offsets.withUnsafeBufferPointer { offsets in
      block.codes.withUnsafeBufferPointer { codes in
        block.counts.withUnsafeBufferPointer { counts in
          codebook.withUnsafeBufferPointer { codebook in
            var kernel = dcs_plane_filters(
              offsets: offsets.baseAddress, codes: codes.baseAddress, counts: counts.baseAddress,
              codebook: codebook.baseAddress, outputs: block.range.count, tiles: tiles,
              tile_vectors: geometry.tileChannels * geometry.channelVectors(windows),
              lanes: geometry.lanes)
            body(&kernel)
          }
        }
      }
    }
  }
}
