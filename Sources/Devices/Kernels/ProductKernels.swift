/// Products of weights in any form with vectors, batches and images: a few work-items share a row
/// (lanes), each sums the same lane for a few output places (`TILE`), and many places and rows
/// stand side by side. Lanes are added pairwise.
enum ProductKernels {
  enum Form: String, CaseIterable {
    /// Gaps and codes in streams of bits (`EntryStreams`), values in a codebook.
    case sparse
    /// Gaps in streams of bits, values beside them.
    case pruned
    /// A code for each weight (`CodeRows`).
    case codes
    /// A float for each weight.
    case floats
  }

  static func text(_ form: Form, tile: Int) -> String {
    """
    #define TILE \(tile)
    #define LOAD_TABLE \(form == .sparse || form == .codes ? loadTable : "")
    #define MAYBE_ROLLED \(tile < 4 ? "" : "ROLLED")
    #define ROW(term) \(lines(row(form)))
    \(kernel(form))
    #undef ROW
    #undef MAYBE_ROLLED
    #undef LOAD_TABLE
    #undef TILE
    """
  }

  /// As the body of a macro.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " \\\n")
  }

  private static let loadTable = """
    for (int i = item; i < p.table; i += items) table[i] = values[i]; \
    barrier(CLK_LOCAL_MEM_FENCE);
    """

  /// Calls `term(column, weight)` for what a lane has of a row.
  private static func row(_ form: Form) -> String {
    switch form {
    case .sparse: stream(weight: "table[entry & ((1u << p.code_bits) - 1)]")
    case .pruned: stream(weight: "values[value]", hasValues: true)
    case .codes:
      """
      int words_of_row = (p.columns * p.code_bits + 31) / 32;
      uint mask = (1u << p.code_bits) - 1;
      MAYBE_ROLLED
      for (int column = lane; column < p.columns; column += lanes) {
        int bit = column * p.code_bits, word = row * words_of_row + bit / 32;
        uint low = words[word] >> bit % 32;
        uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0;
        term(column, table[(low | high) & mask])
      }
      """
    case .floats:
      """
      MAYBE_ROLLED
      for (int column = lane; column < p.columns; column += lanes)
        term(column, values[row * p.columns + column])
      """
    }
  }

  /// All lanes of a row take their words in step, and so refill at the same time. The gap of all
  /// ones moves on and multiplies nothing. Of pruned weights every place has a value, idle ones
  /// too.
  private static func stream(weight: String, hasValues: Bool = false) -> String {
    """
    int width = p.gap_bits + p.code_bits;
    uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1];
    uint column = starts[row * lanes + lane];
    \(hasValues ? "uint value = value_at[row] + lane;" : "")
    ulong held = 0;
    int bits = 0;
    for (uint word = row_at[row] + lane; word < last; word += lanes) {
      held |= (ulong)words[word] << bits;
      ROLLED
      for (bits += 32; bits >= width; bits -= width) {
        uint entry = (uint)held & mask, gap = entry >> p.code_bits;
        held >>= width;
        column += gap;
        if (gap != idle) {
          term(column, \(weight))
          column++;
        }
        \(hasValues ? "value += lanes;" : "")
      }
    }
    """
  }

  private static func kernel(_ form: Form) -> String {
    #"""
    #define TERM(column, weight) { \
      float w = weight; \
      int tap = tap_of(p, taps, column); \
      for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
    }
    __kernel void NAMED(\#(form.rawValue), TILE)(
        const product p, __global const uint *restrict words,
        __global const uint *restrict row_at, __global const ushort *restrict starts,
        __global const uint *restrict value_at, __global const float *restrict values,
        __global const int *restrict taps, __global const float *x,
        __global const float *restrict bias, __global const float *addend, __global float *y,
        LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
      LOCAL_FLOATS(table)
      LOCAL_FLOATS(sums)
      const int place = get_local_id(0), side = get_local_size(0);
      const int lane = get_local_id(1), lanes = get_local_size(1);
      // Groups are numbered in one direction, which alone has room for any number of them.
      const int blocks = (p.places + TILE * side - 1) / (TILE * side);
      const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
      const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
      const int items = side * lanes * get_local_size(2);
      const int first = (int)get_group_id(0) % blocks * TILE * side + place;
      float sum[TILE];
      int base[TILE];
      LOAD_TABLE
      AWAIT
      for (int t = 0; t < TILE; t++) {
        base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
        sum[t] = 0;
      }
      if (row < p.rows) {
        ROW(TERM)
      }
      if (lanes > 1) {
        for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
        for (int apart = lanes / 2; apart > 0; apart /= 2) {
          barrier(CLK_LOCAL_MEM_FENCE);
          if (lane < apart)
            for (int t = 0; t < TILE; t++) {
              sum[t] += sums[(item + apart * side) * TILE + t];
              sums[item * TILE + t] = sum[t];
            }
        }
      }
      if (row < p.rows && lane == 0)
        for (int t = 0; t < TILE; t++)
          if (first + t * side < p.places)
            finish(p, row, first + t * side, sum[t], bias, addend, y);
    }
    #undef TERM
    """#
  }
}
