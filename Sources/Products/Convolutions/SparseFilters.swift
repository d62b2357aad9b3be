import CKernels
import Tensors

/// The entries of the filters of one group, in the order that a sparse convolution reads them: tile
/// after tile of channels, output after output. Three bytes each: its tap's place in the tile
/// counted in vectors, and its code.
package struct SparseFilters: Sendable {
  /// Parts of the outputs where readers may begin.
  private static let mostChunks = 8

  package let outputs: Int
  package let chunks: Int
  private let entries: AlignedArray<UInt8>
  /// [tiles, outputs]
  private let counts: AlignedArray<UInt16>
  /// Entries before each chunk of each tile.
  private let starts: AlignedArray<UInt32>

  package var bytes: Int { entries.bytes + counts.bytes + starts.bytes }

  /// `rows` of the matrix are the outputs of one group. Written on several threads.
  package init(_ matrix: CodebookMatrix, rows: Range<Int>, blocking: SparseBlocking) {
    let (codes, tiles) = (matrix.rowCodes, blocking.tiles)
    let offsets = Self.offsets(blocking)
    let outputs = rows.count
    (self.outputs, chunks) = (outputs, max(1, min(Self.mostChunks, outputs)))

    let counts = AlignedArray<UInt16>(count: tiles * outputs) { target in
      let target = SharedPointer(target)
      Parallel.forEachRange(of: outputs, grain: 32) { range in
        for output in range {
          Self.forEachTile(codes, row: rows.lowerBound + output, tiles, offsets.count) {
            target.base[$0 * outputs + output] = UInt16($1.count)
          }
        }
      }
    }
    var places: [UInt32] = [0]
    places.reserveCapacity(tiles * outputs + 1)
    for place in 0..<tiles * outputs {
      places.append(places[place] + UInt32(counts.base[place]))
    }
    let total = Int(places[tiles * outputs])
    let finished = places
    entries = AlignedArray<UInt8>(count: 3 * total + 2) { target in
      (target + 3 * total).update(repeating: 0, count: 2)
      let target = SharedPointer(target)
      Parallel.forEachRange(of: outputs, grain: 32) { range in
        for output in range {
          Self.forEachTile(codes, row: rows.lowerBound + output, tiles, offsets.count) {
            tile, part in
            var next = target.base + 3 * Int(finished[tile * outputs + output])
            for entry in part {
              let offset = offsets[Int(codes.columnIndices[entry]) - tile * offsets.count]
              (next[0], next[1]) = (UInt8(truncatingIfNeeded: offset), UInt8(offset >> 8))
              next[2] = codes.codes[entry]
              next += 3
            }
          }
        }
      }
    }
    self.counts = counts
    let chunks = self.chunks
    starts = AlignedArray(
      (0..<tiles * chunks).map { place in
        finished[place / chunks * outputs + place % chunks * outputs / chunks]
      })
  }

  /// For each column of the matrix that a tile holds: vectors from the tile's start to its tap.
  private static func offsets(_ blocking: SparseBlocking) -> [UInt16] {
    let starts = blocking.planeStarts
    return (0..<blocking.tileChannels).flatMap { channel in
      blocking.planes.taps.map { tap in
        let plane = starts[tap.plane] + channel * blocking.planes.planes[tap.plane].size
        return UInt16((plane + tap.offset) / blocking.lanes)
      }
    }
  }

  /// Calls `body` with each tile and the entries of a row that it holds. A tile has `size` columns.
  private static func forEachTile(
    _ codes: RowCodes, row: Int, _ tiles: Int, _ size: Int, _ body: (Int, Range<Int>) -> Void
  ) {
    var next = Int(codes.rowOffsets[row])
    let end = Int(codes.rowOffsets[row + 1])
    for tile in 0..<tiles {
      let start = next
      while next < end, Int(codes.columnIndices[next]) < (tile + 1) * size { next += 1 }
      body(tile, start..<next)
    }
  }

  /// The same for the kernel. `bias` is that of the first output.
  package func kernel(bias: UnsafePointer<Float>?) -> dcs_sparse_filters {
    dcs_sparse_filters(
      outputs: outputs, entries: entries.base, counts: counts.base, starts: starts.base,
      chunks: chunks, bias: bias)
  }
}
