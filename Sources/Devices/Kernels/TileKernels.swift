/// Dense products by tiles of 64 outputs and 64 places: both sides lie in local memory, and every
/// work-item sums 4 x 4 outputs. Weights that are codes are decoded on the way into local memory:
/// they never are floats anywhere else.
enum TileKernels {
  /// Work-items in each direction of a group, and what each of them sums.
  static let side = 16
  static let edge = 64
  static let depth = 16
  /// Floats of local memory: both tiles.
  static let sharedFloats = 2 * depth * edge

  static func text(codes: Bool) -> String {
    """
    #define WEIGHT(row, column) \(codes ? codeWeight : "values[(row) * p.columns + (column)]")
    \(kernel(codes ? "tile_codes" : "tile_floats", loadsTable: codes))
    #undef WEIGHT
    """
  }

  private static let codeWeight = "table[code_at(words, words_of_row, p.code_bits, row, column)]"

  private static let codeAt = #"""
    #ifndef CODE_AT
    #define CODE_AT
    uint code_at(__global const uint *words, int words_of_row, int bits, int row, int column) {
      int bit = column * bits, word = row * words_of_row + bit / 32;
      uint low = words[word] >> bit % 32;
      uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0;
      return (low | high) & ((1u << bits) - 1);
    }
    #endif
    """#

  private static func kernel(_ name: String, loadsTable: Bool) -> String {
    let load = loadsTable ? "for (int i = item; i < p.table; i += 256) table[i] = values[i];" : ""
    return #"""
      \#(codeAt)
      __kernel GROUP_OF(16, 16) void \#(name)(
          const product p, __global const uint *restrict words,
          __global const float *restrict values, __global const int *restrict taps,
          __global const float *x, __global const float *restrict bias,
          __global const float *addend, __global float *y, LOCAL_ARGUMENT(table),
          LOCAL_ARGUMENT(shared)) {
        LOCAL_FLOATS(table)
        LOCAL_FLOATS(shared)
        const int tx = get_local_id(0), ty = get_local_id(1), item = ty * 16 + tx;
        const int first_place = get_group_id(0) * 64;
        const int groups = p.rows / p.group_rows, blocks = get_num_groups(1) / groups;
        const int group = get_group_id(1) / blocks;
        const int first_row = group * p.group_rows + get_group_id(1) % blocks * 64;
        const int end_row = (group + 1) * p.group_rows;
        const int words_of_row = (p.columns * p.code_bits + 31) / 32;
        __local float *a = shared, *b = shared + 16 * 64;
        const int base =
            origin(p, min(first_place + item % 64, p.places - 1)) + group * p.group;
        float sum[4][4];
        for (int i = 0; i < 4; i++)
          for (int j = 0; j < 4; j++) sum[i][j] = 0;
        \#(load)
        AWAIT
        for (int first = 0; first < p.columns; first += 16) {
          barrier(CLK_LOCAL_MEM_FENCE);
          for (int i = 0; i < 4; i++) {
            int column = first + item % 16, row = first_row + item / 16 + 16 * i;
            a[item % 16 * 64 + item / 16 + 16 * i] =
                column < p.columns && row < end_row ? WEIGHT(row, column) : 0;
          }
          for (int i = 0; i < 4; i++) {
            int k = item / 64 + 4 * i, column = first + k;
            b[k * 64 + item % 64] =
                column < p.columns ? x[base + tap_of(p, taps, column)] : 0;
          }
          barrier(CLK_LOCAL_MEM_FENCE);
          for (int k = 0; k < 16; k++)
            for (int i = 0; i < 4; i++)
              for (int j = 0; j < 4; j++)
                sum[i][j] = fma(a[k * 64 + ty + 16 * i], b[k * 64 + tx + 16 * j], sum[i][j]);
        }
        for (int i = 0; i < 4; i++)
          for (int j = 0; j < 4; j++) {
            int row = first_row + ty + 16 * i, place = first_place + tx + 16 * j;
            if (row < end_row && place < p.places)
              finish(p, row, place, sum[i][j], bias, addend, y);
          }
      }
      """#
  }
}
