import CKernels
import Tensors

/// A codebook matrix laid out for one input vector and AVX-512: sixteen rows are sixteen lanes.
///
/// Rows are sorted by their number of entries, so that neighbours are alike, and taken in groups of
/// sixteen. A *step* looks at 31 neighbouring columns from stride · base on; each lane whose next
/// entry lies there emits it as a slot `place | code << 5`, its place being column - stride · base,
/// and moves on; the others emit place 31, where the kernel sees a zero. The base is the largest
/// one that does not pass over the next entry of any lane, and at most 31 above that of the step
/// before. Three steps share a block of sixteen 32-bit words. So no code is kept for "nothing": 16
/// centroids fit into 4 bits and 32 into 5, which is what registers can look up.
package struct WideSteps: VectorLayout {
  package static let form = "steps"
  static let largestCodebook = 32
  /// Columns of a step, and the place behind them that idle slots point to.
  private static let window = 31
  /// The bit of a place that is kept turned over: the kernel's cheapest permutation wants it so.
  private static let turned = 16
  /// From this density on, windows begin where lines of the cache do: there few slots are idle, and
  /// the time goes into reading inputs. Below it, windows that begin at half lines, too, save a
  /// twelfth of the bytes. Measured on Zen 5.
  private static let leastDenseForLines = 0.15
  private static let moveBits = 5
  private static let largestMove = (1 << moveBits) - 1

  package let codeBits: Int
  /// Columns that a base counts: 8 or 16.
  package let stride: Int
  /// 32 floats
  let codebook: [Float]
  let blocks: AlignedArray<UInt32>
  /// How far the base moves before each step, `moveBits` each; one word a block.
  let moves: AlignedArray<UInt16>
  /// Blocks before each group, and their total.
  let blockOffsets: [UInt32]
  package let rows: Int
  /// The row of each lane; `UInt32.max` for none.
  private let lanes: [UInt32]

  package var bytes: Int {
    blocks.bytes + moves.bytes + 4 * (blockOffsets.count + lanes.count + codebook.count)
  }
  /// A panel of 8 takes as long as 6 vectors at 4 and 9%, as 9 at 25%.
  package static let smallestTiledBatch = 8

  /// nil when the codebook is too large. Groups are packed on several threads.
  package init?(_ matrix: CodebookMatrix) {
    guard matrix.codebook.count <= Self.largestCodebook else { return nil }
    codeBits = matrix.codebook.count <= 16 ? 4 : 5
    stride = matrix.density < Self.leastDenseForLines ? 8 : 16
    let entries = matrix.rowCodes
    codebook = matrix.codebook + [Float](repeating: 0, count: 32 - matrix.codebook.count)
    rows = matrix.rows
    let order = placesBySize(
      zip(entries.rowOffsets, entries.rowOffsets.dropFirst()).map { Int($1 - $0) })
    let groupCount = (matrix.rows + 15) / 16
    lanes = order.map(UInt32.init) + [UInt32](repeating: .max, count: 16 * groupCount - matrix.rows)
    let packed = Self.packedGroups(entries, rows: lanes, codeBits: codeBits, stride: stride)
    var offsets: [UInt32] = [0]
    for group in packed { offsets.append(offsets[offsets.count - 1] + UInt32(group.moves.count)) }
    blockOffsets = offsets
    blocks = AlignedArray(joining: packed.map(\.blocks))
    moves = AlignedArray(joining: packed.map(\.moves))
  }

  private struct Group: Sendable {
    var blocks: [UInt32] = []
    var moves: [UInt16] = []
  }

  private static func packedGroups(_ entries: RowCodes, rows: [UInt32], codeBits: Int, stride: Int)
    -> [Group]
  {
    Parallel.map(rows.count / 16) { group in
      packed(entries, rows[16 * group..<16 * group + 16], codeBits: codeBits, stride: stride)
    }
  }

  /// Blocks of one group until every lane has emitted all its entries.
  private static func packed(
    _ entries: RowCodes, _ rows: ArraySlice<UInt32>, codeBits: Int, stride: Int
  ) -> Group {
    var next = rows.map { $0 == .max ? 0 : Int(entries.rowOffsets[Int($0)]) }
    let end = rows.map { $0 == .max ? 0 : Int(entries.rowOffsets[Int($0) + 1]) }
    let slotBits = 5 + codeBits
    let idle = (0..<3).reduce(UInt32(0)) { $0 | UInt32(window ^ turned) << UInt32($1 * slotBits) }
    var (group, block) = (Group(), [UInt32](repeating: idle, count: 16))
    // Without checks of bounds and owners: of reading a packed VGG-16 this is a tenth.
    next.withUnsafeMutableBufferPointer { next in
      end.withUnsafeBufferPointer { end in
        block.withUnsafeMutableBufferPointer { block in
          entries.columnIndices.withUnsafeBufferPointer { columns in
            entries.codes.withUnsafeBufferPointer { codes in
              var (left, base) = (zip(next, end).reduce(0) { $0 + $1.1 - $1.0 }, 0)
              while left > 0 {
                var moves = 0
                block.update(repeating: idle)
                for step in 0..<3 {
                  var first = Int.max
                  for lane in 0..<16 where next[lane] < end[lane] {
                    first = min(first, Int(columns[next[lane]]))
                  }
                  let move = first == .max ? 0 : min(largestMove, first / stride - base)
                  base += move
                  moves |= move << (moveBits * step)
                  for lane in 0..<16 where next[lane] < end[lane] {
                    let place = Int(columns[next[lane]]) - stride * base
                    guard place < window else { continue }
                    let change = UInt32(place ^ window) | UInt32(codes[next[lane]]) << 5
                    block[lane] ^= change << UInt32(step * slotBits)
                    next[lane] += 1
                    left -= 1
                  }
                }
                group.moves.append(UInt16(moves))
                group.blocks += UnsafeBufferPointer(block)
              }
            }
          }
        }
      }
    }
    return group
  }

  /// Of groups.
  package func parts(_ count: Int) -> [Range<Int>] {
    Self.equalParts(of: blockOffsets, count: count)
  }

  package func multiply(
    _ groups: Range<Int>, by input: UnsafePointer<Float>, bias: [Float]?,
    into output: UnsafeMutablePointer<Float>
  ) {
    var kernel = dcs_wide_steps(
      blocks: blocks.base, moves: moves.base, block_offsets: nil, rows: nil, codebook: nil,
      code_bits: UInt32(codeBits), stride: UInt32(stride))
    blockOffsets.withUnsafeBufferPointer { offsets in
      lanes.withUnsafeBufferPointer { rows in
        codebook.withUnsafeBufferPointer { codebook in
          (kernel.block_offsets, kernel.rows, kernel.codebook) = (
            offsets.baseAddress, rows.baseAddress, codebook.baseAddress
          )
          withOptionalPointer(bias) { bias in
            dcs_wide_steps_multiply(
              ProcessorLevel.current.kernel, &kernel, input, bias, output, groups.lowerBound,
              groups.upperBound)
          }
        }
      }
    }
  }
}

/// Calls `body` with the numbers, or with nil.
func withOptionalPointer<Result>(_ values: [Float]?, _ body: (UnsafePointer<Float>?) -> Result)
  -> Result
{
  guard let values else { return body(nil) }
  return values.withUnsafeBufferPointer { body($0.baseAddress) }
}
