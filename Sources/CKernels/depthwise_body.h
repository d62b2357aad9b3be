// `rows` output rows by `width` vectors of one plane:
//
//   output[y, x] = f(sum over the taps of weights[t] * image[y * row_stride + x + taps[t]] + bias
//                    + addend[y, x])
//
// All sums stay in registers; each tap broadcasts one weight. `last` lanes of a row's last vector
// are written.
INLINE void AT_LEVEL(depthwise_tile)(
    const dcs_depthwise_plane *p, const float *image, size_t place, size_t last, const int rows,
    const int width) {
  vector sums[6][4];
#define EACH_SUM                               \
  UNROLL for (int y = 0; y < rows; y++)        \
    UNROLL for (int v = 0; v < width; v++)
  EACH_SUM sums[y][v] = v_set(p->bias);
  for (size_t t = 0; t < p->depth; t++) {
    const vector weight = v_set(p->weights[t]);
    const float *source = image + p->taps[t];
    EACH_SUM sums[y][v] = v_fma(weight, v_load(source + y * p->row_stride + v * LANES), sums[y][v]);
  }
  EACH_SUM {
    const size_t at = place + y * p->width + v * LANES;
    const int is_cut = v == width - 1 && last < LANES;
    vector s = sums[y][v];
    if (p->addend)
      s = v_add(s, is_cut ? v_load_first(p->addend + at, last) : v_load(p->addend + at));
    s = v_finish(&p->activation, s);
    if (is_cut)
      v_store_first(p->output + at, s, last);
    else
      v_store(p->output + at, s);
  }
#undef EACH_SUM
}

// `rows` output rows from y on.
INLINE void AT_LEVEL(depthwise_rows)(const dcs_depthwise_plane *p, size_t y, const int rows) {
  const float *image = p->image + y * p->row_stride;
  size_t place = y * p->width, left = p->width;
  if (rows <= 2)
    for (; left > 4 * LANES; left -= 4 * LANES, image += 4 * LANES, place += 4 * LANES)
      AT_LEVEL(depthwise_tile)(p, image, place, LANES, rows, 4);
  if (left <= LANES) return AT_LEVEL(depthwise_tile)(p, image, place, left, rows, 1);
  if (left <= 2 * LANES) return AT_LEVEL(depthwise_tile)(p, image, place, left - LANES, rows, 2);
  if (left <= 3 * LANES)
    return AT_LEVEL(depthwise_tile)(p, image, place, left - 2 * LANES, rows, 3);
  AT_LEVEL(depthwise_tile)(p, image, place, left - 3 * LANES, rows, 4);
}

// One plane: about eight sums at a time, so that none waits for the last.
static void AT_LEVEL(depthwise)(const dcs_depthwise_plane *p) {
  size_t y = 0;
  if (p->width <= LANES)
    for (; y + 6 <= p->height; y += 6) AT_LEVEL(depthwise_rows)(p, y, 6);
  if (p->width <= 3 * LANES)
    for (; y + 3 <= p->height; y += 3) AT_LEVEL(depthwise_rows)(p, y, 3);
  for (; y + 2 <= p->height; y += 2) AT_LEVEL(depthwise_rows)(p, y, 2);
  for (; y < p->height; y++) AT_LEVEL(depthwise_rows)(p, y, 1);
}
