import CKernels
import Tensors

/// The planes to which a sparse convolution copies each channel of its input: as many as there are
/// ways in which taps of its kernel lie between vectors.
///
/// Output row y reads, under kernel row k, row y s + k d - top of the image (stride s, dilation d).
/// With k d = q s + phase this is row q of a plane that shows, from the block's first row on, every
/// s-th row of the image from `phase - top` on. So in a plane of `pitch` floats a row, the tap
/// begins q · pitch floats behind the first pixel of the block. Shifts along rows are made by
/// copying. Taps of one kernel column and one phase share a plane where their q · pitch differ by
/// whole vectors.
package struct SparsePlanes: Sendable {
  /// What a plane shows; see `dcs_sparse_plane`.
  package struct Plane: Sendable {
    package let column: Int
    package let row: Int
    /// Rows beyond those of a block.
    package let rows: Int
    /// Floats, whole vectors.
    package let size: Int
  }

  package let planes: [Plane]
  /// For each tap, row after row: its plane, and the floats (whole vectors) from the start of it.
  package let taps: [(plane: Int, offset: Int)]

  /// Floats of all planes of one channel.
  package var channelSize: Int { planes.reduce(0) { $0 + $1.size } }

  private struct Key: Hashable {
    let kernelColumn: Int
    let phase: Int
    let residue: Int
  }

  /// `blockSize`: floats of a block, whole vectors.
  package init(_ windows: Windows, pitch: Int, blockSize: Int, lanes: Int) {
    let (stride, dilation) = (windows.layout.stride[0], windows.layout.dilation)
    var keys: [Key] = []
    var numbers: [Key: Int] = [:]
    var rows: [ClosedRange<Int>] = []
    var places: [(plane: Int, row: Int)] = []
    for kernelRow in 0..<windows.kernelHeight {
      let (row, phase) = (kernelRow * dilation[0]).quotientAndRemainder(dividingBy: stride)
      for kernelColumn in 0..<windows.kernelWidth {
        let key = Key(kernelColumn: kernelColumn, phase: phase, residue: row * pitch % lanes)
        let number = numbers[key] ?? keys.count
        if number == keys.count {
          numbers[key] = number
          keys.append(key)
          rows.append(row...row)
        }
        rows[number] = rows[number].lowerBound...row
        places.append((number, row))
      }
    }
    planes = zip(keys, rows).map { key, rows in
      Plane(
        column: key.kernelColumn * dilation[1] - windows.layout.padding[1],
        row: rows.lowerBound * stride + key.phase - windows.layout.padding[0],
        rows: rows.count - 1, size: blockSize + (rows.count - 1) * pitch)
    }
    taps = places.map { place in
      (place.plane, (place.row - rows[place.plane].lowerBound) * pitch)
    }
  }
}
