// `panels` panels of weights, side by side, times one vector:
//
//   output[j] = f(sum over k of input[k] * weights[k, j] + bias[j] + addend[j])
//
// Blocks of `depth_block` weights follow each other in memory; within one the panels. Eight sums in
// registers hide what one waits for.
INLINE void AT_LEVEL(multiply_vector)(
    const dcs_dense_matrix *d, const float *input, size_t first, const float *addend, float *output,
    const int panels) {
  vector sums[4][2];
#define EACH_SUM                                   \
  UNROLL for (int p = 0; p < panels; p++)          \
    UNROLL for (int v = 0; v < 2; v++)
  EACH_SUM sums[p][v] = v_zero();
  const size_t rows = d->padded_rows;
  for (size_t begin = 0, depth; begin < d->columns; begin += depth) {
    depth = d->columns - begin < d->depth_block ? d->columns - begin : d->depth_block;
    const float *weights = d->panels + begin * rows + first * depth;
    const size_t panel = depth * 2 * LANES;
    UNROLL_BY_4 for (size_t k = begin; k < begin + depth; k++, weights += 2 * LANES) {
      const vector x = v_set(input[k]);
      UNROLL for (int p = 0; p < panels; p++)
        __builtin_prefetch(weights + p * panel + DCS_VECTOR_AHEAD);
      EACH_SUM sums[p][v] = v_fma(x, v_load(weights + p * panel + v * LANES), sums[p][v]);
    }
  }
  EACH_SUM {
    const size_t at = p * 2 * LANES + v * LANES, j = first + at;
    if (j >= d->rows) continue;
    const size_t count = d->rows - j;
    vector s = v_add(sums[p][v], v_load(d->bias + j));
    if (addend) s = v_add(s, count < LANES ? v_load_first(addend + j, count) : v_load(addend + j));
    s = v_finish(&d->activation, s);
    if (count < LANES)
      v_store_first(output + j, s, count);
    else
      v_store(output + j, s);
  }
#undef EACH_SUM
}

static void AT_LEVEL(multiply_vector_by)(
    const dcs_dense_matrix *d, const float *input, size_t first_row, size_t last_row,
    const float *addend, float *output) {
  const size_t width = 2 * LANES;
  for (; first_row + 3 * width < last_row; first_row += 4 * width)
    AT_LEVEL(multiply_vector)(d, input, first_row, addend, output, 4);
  for (; first_row < last_row; first_row += width)
    AT_LEVEL(multiply_vector)(d, input, first_row, addend, output, 1);
}
