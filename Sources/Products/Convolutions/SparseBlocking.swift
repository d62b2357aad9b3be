import CKernels
import Glibc
import Tensors

/// How a sparse convolution is cut: into blocks of output pixels, whose sums fit the registers, and
/// tiles of input channels, whose planes fit the first cache.
///
/// A block is some rows of a strip of columns. Its sums are the vectors of one run: rows lie
/// `pitch` floats apart, so where the pitch is not a whole number of vectors few lanes are lost at
/// the ends of rows, but kernel rows need planes of their own (`SparsePlanes`); with a pitch of
/// half vectors every other one. What is best follows from an estimate of the time.
package struct SparseBlocking: Sendable {
  /// Over the channels of one group; of filters of one pixel, an image is one row.
  package let windows: Windows
  package let lanes: Int
  package let pitch: Int
  /// Of a block; the last ones may have fewer.
  package let rows: Int
  package let columns: Int
  package let planes: SparsePlanes
  package let tileChannels: Int
  /// Estimated; see `SparseCost`.
  package private(set) var cost = 0.0

  /// Bytes of the planes of a tile: nearly all of the first cache.
  private let tileBytes: Int

  /// Zen 3 and 4 have 32 KB, Zen 5 has 48.
  private static var tileBytes: Int {
    Int(sysconf(Int32(_SC_LEVEL1_DCACHE_SIZE))) >= 48 << 10 ? 44 << 10 : 28 << 10
  }

  package var tiles: Int { (windows.channels + tileChannels - 1) / tileChannels }
  /// Vectors of a whole block.
  package var vectors: Int {
    Self.vectors(rows: rows, columns: columns, pitch: pitch, lanes: lanes)
  }
  /// Floats of a tile, and a vector that copies may hang over.
  package var tileSize: Int { tileChannels * planes.channelSize + lanes }

  /// Floats from the start of a tile to each plane of its first channel; those of the other
  /// channels follow.
  package var planeStarts: [Int] {
    var next = 0
    return planes.planes.map { plane in
      defer { next += tileChannels * plane.size }
      return next
    }
  }

  private static func vectors(rows: Int, columns: Int, pitch: Int, lanes: Int) -> Int {
    ((rows - 1) * pitch + columns + lanes - 1) / lanes
  }

  /// The image as one row where windows are its pixels.
  private static func flattened(_ windows: Windows) -> Windows {
    guard windows.layout == WindowLayout(kernel: [1, 1]) else { return windows }
    return Windows(
      over: [windows.channels, 1, windows.height * windows.width], windows.layout) ?? windows
  }

  /// nil where not even the planes of one channel can be numbered.
  package init?(_ windows: Windows, outputs: Int, entries: Int, level: ProcessorLevel) {
    let windows = Self.flattened(windows)
    let lanes = dcs_sparse_lanes(level.kernel)
    let most = dcs_sparse_vectors(level.kernel)
    let tileBytes = Self.tileBytes
    var best: SparseBlocking?
    for (columns, pitch) in Self.strips(width: windows.outputWidth, lanes: lanes, most: most) {
      for bands in (1...windows.outputHeight).reversed() {
        let rows = (windows.outputHeight + bands - 1) / bands
        guard (windows.outputHeight + rows - 1) / rows == bands else { continue }
        let count = Self.vectors(rows: rows, columns: columns, pitch: pitch, lanes: lanes)
        guard count <= most else { break }
        // Few vectors are never better than many.
        guard 3 * count > most || bands == 1,
          var blocking = SparseBlocking(
            windows, lanes: lanes, pitch: pitch, rows: rows, columns: columns, tileBytes: tileBytes)
        else { continue }
        blocking.cost = SparseCost(blocking, outputs: outputs, entries: entries).slots
        if blocking.cost < best?.cost ?? .infinity { best = blocking }
      }
    }
    guard let best else { return nil }
    self = best
  }

  /// Widths of strips and pitches that come into question.
  private static func strips(width: Int, lanes: Int, most: Int) -> [(columns: Int, pitch: Int)] {
    var strips: [(columns: Int, pitch: Int)] = []
    if width <= most * lanes {
      let half = lanes / 2
      let pitches = [
        width, (width + half - 1) / half * half, (width + lanes - 1) / lanes * lanes,
      ]
      strips += Set(pitches).sorted().map { (width, $0) }
    }
    for vectors in 1...most where vectors * lanes < width {
      strips.append((vectors * lanes, vectors * lanes))
    }
    return strips
  }

  private init?(
    _ windows: Windows, lanes: Int, pitch: Int, rows: Int, columns: Int, tileBytes: Int
  ) {
    self.tileBytes = tileBytes
    let vectors = Self.vectors(rows: rows, columns: columns, pitch: pitch, lanes: lanes)
    planes = SparsePlanes(windows, pitch: pitch, blockSize: vectors * lanes, lanes: lanes)
    (self.windows, self.lanes, self.pitch) = (windows, lanes, pitch)
    (self.rows, self.columns) = (rows, columns)
    let taps = windows.kernelHeight * windows.kernelWidth
    let largest = min(
      tileBytes / (planes.channelSize * MemoryLayout<Float>.stride),
      (1 << 16) * lanes / planes.channelSize, Int(UInt16.max) / taps)
    guard windows.channels > 0, (1 << 16) * lanes >= planes.channelSize, taps <= Int(UInt16.max)
    else { return nil }
    let tiles = (windows.channels + max(1, largest) - 1) / max(1, largest)
    tileChannels = (windows.channels + tiles - 1) / tiles
  }

  /// All blocks, row after row of them.
  package var blocks: [dcs_sparse_block] {
    stride(from: 0, to: windows.outputHeight, by: rows).flatMap { y in
      stride(from: 0, to: windows.outputWidth, by: columns).map { x in
        dcs_sparse_block(
          y: y, x: x, rows: min(rows, windows.outputHeight - y),
          columns: min(columns, windows.outputWidth - x))
      }
    }
  }

  /// Whether the planes of one channel alone are more than the cache should hold.
  package var overflows: Bool {
    tileChannels * planes.channelSize * MemoryLayout<Float>.stride > tileBytes
  }
}
