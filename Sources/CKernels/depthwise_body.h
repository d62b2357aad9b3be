// `rows` output rows by `width` vectors of one plane:
//
//   output[y, x] = f(sum over the taps of weights[t] * image[y * row_stride + x + taps[t]] + bias
//                    + addend[y, x])
//
// All sums stay in registers; each tap broadcasts one weight. `last` lanes of a row's last vector
// are written. With `tall`, the height of the filter, taps below each other are one output row
// apart: then every vector of the image is read once for all rows that it reaches. `tall` 0 knows
// nothing of the taps.
INLINE void AT_LEVEL(depthwise_tile)(
    const dcs_depthwise_plane *p, const float *image, size_t place, size_t last, const int rows,
    const int width, const int tall) {
  vector sums[6][4];
#define EACH_SUM                               \
  UNROLL for (int y = 0; y < rows; y++)        \
    UNROLL for (int v = 0; v < width; v++)
  EACH_SUM sums[y][v] = v_set(p->bias);
  if (tall == 0) {
    for (size_t t = 0; t < p->depth; t++) {
      const vector weight = v_set(p->weights[t]);
      const float *source = image + p->taps[t];
      EACH_SUM sums[y][v] =
          v_fma(weight, v_load(source + y * p->row_stride + v * LANES), sums[y][v]);
    }
  } else {
    const size_t across = p->depth / (size_t)tall;
    KEEP_ROLLED for (size_t k = 0; k < across; k++) {
      const float *source = image + p->taps[k], *weights = p->weights + k;
      UNROLL for (int r = 0; r < rows + tall - 1; r++, source += p->row_stride) {
        vector pixels[4];
        UNROLL for (int v = 0; v < width; v++) pixels[v] = v_load(source + v * LANES);
        UNROLL for (int y = 0; y < rows; y++) {
          if (r < y || r - y >= tall) continue;
          const vector weight = v_set(weights[(size_t)(r - y) * across]);
          UNROLL for (int v = 0; v < width; v++)
            sums[y][v] = v_fma(weight, pixels[v], sums[y][v]);
        }
      }
    }
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
INLINE void AT_LEVEL(depthwise_rows)(
    const dcs_depthwise_plane *p, size_t y, const int rows, const int tall) {
  const float *image = p->image + y * p->row_stride;
  size_t place = y * p->width, left = p->width;
  const int widest = rows > 2 ? 3 : 4;
  if (rows <= 3)
    for (; left > (size_t)widest * LANES; left -= widest * LANES) {
      AT_LEVEL(depthwise_tile)(p, image, place, LANES, rows, widest, tall);
      image += widest * LANES;
      place += widest * LANES;
    }
  if (left <= LANES) return AT_LEVEL(depthwise_tile)(p, image, place, left, rows, 1, tall);
  if (rows > 3) return;
  if (left <= 2 * LANES)
    return AT_LEVEL(depthwise_tile)(p, image, place, left - LANES, rows, 2, tall);
  if (left <= 3 * LANES)
    return AT_LEVEL(depthwise_tile)(p, image, place, left - 2 * LANES, rows, 3, tall);
  if (widest == 4) AT_LEVEL(depthwise_tile)(p, image, place, left - 3 * LANES, rows, 4, tall);
}

// One plane: about eight sums at a time, so that none waits for the last.
INLINE void AT_LEVEL(depthwise_of)(const dcs_depthwise_plane *p, const int tall) {
  size_t y = 0;
  if (p->width <= LANES)
    for (; y + 6 <= p->height; y += 6) AT_LEVEL(depthwise_rows)(p, y, 6, tall);
  if (p->width <= 3 * LANES || tall > 0)
    for (; y + 3 <= p->height && y + 4 != p->height; y += 3)
      AT_LEVEL(depthwise_rows)(p, y, 3, tall);
  for (; y + 2 <= p->height; y += 2) AT_LEVEL(depthwise_rows)(p, y, 2, tall);
  for (; y < p->height; y++) AT_LEVEL(depthwise_rows)(p, y, 1, tall);
}

static void AT_LEVEL(depthwise_3)(const dcs_depthwise_plane *p) { AT_LEVEL(depthwise_of)(p, 3); }
static void AT_LEVEL(depthwise_5)(const dcs_depthwise_plane *p) { AT_LEVEL(depthwise_of)(p, 5); }
static void AT_LEVEL(depthwise_any)(const dcs_depthwise_plane *p) { AT_LEVEL(depthwise_of)(p, 0); }

static void AT_LEVEL(depthwise)(const dcs_depthwise_plane *p) {
  if (p->tall == 3) return AT_LEVEL(depthwise_3)(p);
  if (p->tall == 5) return AT_LEVEL(depthwise_5)(p);
  AT_LEVEL(depthwise_any)(p);
}
