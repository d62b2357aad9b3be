// Writes the columns of one tile out: under each tap one after the other, a few vectors from where
// the runs of neighbouring windows see it. A vector may reach beyond its run: what follows is
// written later. Beyond the tile's last tap up to LANES floats are written.
INLINE void AT_LEVEL(write_columns)(
    const dcs_column_copy *copies, const int32_t *taps, size_t depth, ptrdiff_t shift,
    float *target, const int count) {
  for (size_t k = 0; k < depth; k++, target += 2 * LANES) {
    const ptrdiff_t tap = taps[k] + shift;
    UNROLL for (int i = 0; i < count; i++)
      v_store(target + copies[i].target, v_load(copies[i].source + tap));
  }
}

static void AT_LEVEL(columns_of_tile)(
    const dcs_column_copy *copies, size_t count, const int32_t *taps, size_t depth,
    ptrdiff_t shift, float *target) {
  switch (count) {
    case 1: return AT_LEVEL(write_columns)(copies, taps, depth, shift, target, 1);
    case 2: return AT_LEVEL(write_columns)(copies, taps, depth, shift, target, 2);
    case 3: return AT_LEVEL(write_columns)(copies, taps, depth, shift, target, 3);
    case 4: return AT_LEVEL(write_columns)(copies, taps, depth, shift, target, 4);
    case 5: return AT_LEVEL(write_columns)(copies, taps, depth, shift, target, 5);
  }
  for (size_t k = 0; k < depth; k++, target += 2 * LANES)
    for (size_t i = 0; i < count; i++)
      v_store(target + copies[i].target, v_load(copies[i].source + taps[k] + shift));
}
