// A tile of a matrix product: `height` rows of weights by `width` vectors of columns.
//
//   output[m, j] = f(sum over k of weights[k, m] * columns[k, j] + bias[m] + addend[m, j])
//
// The sums stay in registers while k passes; each step takes `width` vectors of columns and
// broadcasts one weight a row. Sums over parts of k come together in `output`.

// height * 2 sums, 2 columns and a weight fill the registers.
#define TALLEST ((REGISTERS - 4) / 2)
#define EACH_SUM                                   \
  UNROLL for (int m = 0; m < height; m++)          \
    UNROLL for (int v = 0; v < width; v++)

// What follows the sums; rows of `so_far` (NULL: the bias instead) and of `addend` are `stride` and
// `addend_stride` apart.
INLINE void AT_LEVEL(finish_tile)(
    const dcs_tile *t, vector sums[TALLEST][2], const float *so_far, size_t stride,
    const float *addend, size_t addend_stride, const int height, const int width) {
  if (so_far) {
    EACH_SUM sums[m][v] = v_add(sums[m][v], v_load(so_far + m * stride + v * LANES));
  } else if (t->row_bias) {
    EACH_SUM sums[m][v] = v_add(sums[m][v], v_set(t->row_bias[m]));
  } else if (t->column_bias) {
    EACH_SUM sums[m][v] = v_add(sums[m][v], v_load(t->column_bias + v * LANES));
  }
  if (!t->is_last) return;
  if (addend) {
    EACH_SUM sums[m][v] = v_add(sums[m][v], v_load(addend + m * addend_stride + v * LANES));
  }
  if (t->activation.kind == DCS_CLIP) {
    const vector low = v_set(t->activation.low), high = v_set(t->activation.high);
    EACH_SUM sums[m][v] = v_min(high, v_max(low, sums[m][v]));
  } else if (t->activation.kind == DCS_LEAKY) {
    const vector slope = v_set(t->activation.slope);
    EACH_SUM sums[m][v] = v_select_negative(sums[m][v], v_mul(slope, sums[m][v]), sums[m][v]);
  } else if (t->activation.kind != DCS_IDENTITY) {
    EACH_SUM sums[m][v] = v_finish(&t->activation, sums[m][v]);
  }
}

// Copies `count` columns of a row of the output to or from `buffer`, from one image to the next.
#define EACH_RUN(t, place, jump)                                                    \
  for (size_t at = 0, room = (t)->room, run; at < count;                            \
       at += run, room -= run, place += run + (room ? 0 : jump), room = room ? room : (t)->plane) \
    if ((run = count - at < room ? count - at : room))

INLINE void AT_LEVEL(read_runs)(
    const dcs_tile *t, const float *place, size_t jump, size_t count, float *buffer) {
  EACH_RUN(t, place, jump) memcpy(buffer + at, place, run * sizeof *place);
}

INLINE void AT_LEVEL(write_runs)(
    const dcs_tile *t, float *place, size_t jump, size_t count, const float *buffer) {
  EACH_RUN(t, place, jump) memcpy(place, buffer + at, run * sizeof *place);
}

// A tile whose columns end before its vectors do, or belong to several images: what lies beside
// them is neither read nor written.
INLINE void AT_LEVEL(finish_cut_tile)(
    const dcs_tile *t, vector sums[TALLEST][2], size_t count, const int height, const int width) {
  float so_far[TALLEST * 2 * LANES], added[TALLEST * 2 * LANES];
  const size_t row = 2 * LANES;
  KEEP_ROLLED for (int m = 0; m < height; m++) {
    const size_t o = m * t->output_stride, a = m * t->addend_stride;
    if (!t->is_first)
      AT_LEVEL(read_runs)(t, t->output + o, t->output_jump, count, so_far + m * row);
    if (t->addend) AT_LEVEL(read_runs)(t, t->addend + a, t->addend_jump, count, added + m * row);
  }
  AT_LEVEL(finish_tile)(
      t, sums, t->is_first ? NULL : so_far, row, t->addend ? added : NULL, row, height, width);
  EACH_SUM v_store(so_far + m * row + v * LANES, sums[m][v]);
  KEEP_ROLLED for (int m = 0; m < height; m++)
    AT_LEVEL(write_runs)(
        t, t->output + m * t->output_stride, t->output_jump, count, so_far + m * row);
}

INLINE void AT_LEVEL(tile)(const dcs_tile *t, size_t count, const int height, const int width) {
  vector sums[TALLEST][2];
  EACH_SUM sums[m][v] = v_zero();
  const float *weights = t->weights, *columns = t->columns;
  const size_t stride = t->column_stride;
  // The sums will go there.
  if (t->depth > 48)
    UNROLL for (int m = 0; m < height; m++) {
      __builtin_prefetch(t->output + m * t->output_stride);
      __builtin_prefetch(t->output + m * t->output_stride + width * LANES - 1);
    }
  UNROLL_BY_4 for (size_t k = t->depth; k > 0; k--, weights += height, columns += stride) {
    vector c[2];
    UNROLL for (int v = 0; v < width; v++) c[v] = v_load(columns + v * LANES);
    UNROLL for (int m = 0; m < height; m++) {
      const vector w = v_set(weights[m]);
      UNROLL for (int v = 0; v < width; v++) sums[m][v] = v_fma(w, c[v], sums[m][v]);
    }
  }
  if (count < (size_t)width * LANES || count > t->room)
    return AT_LEVEL(finish_cut_tile)(t, sums, count, height, width);
  AT_LEVEL(finish_tile)(
      t, sums, t->is_first ? NULL : t->output, t->output_stride, t->addend, t->addend_stride,
      height, width);
  EACH_SUM v_store(t->output + m * t->output_stride + v * LANES, sums[m][v]);
}

// All tiles of a row of them: `count` columns. Meanwhile the weights that follow in memory, mostly
// those of the next panel, come to the second cache, some lines a tile.
INLINE void AT_LEVEL(tiles)(const dcs_tile *first, const int height) {
  dcs_tile t = *first;
  const size_t floats = t.depth * height, count = (t.count + 2 * LANES - 1) / (2 * LANES);
  const float *ahead = t.weights + floats, *end = count > 2 ? ahead + floats : ahead;
  const size_t share = floats / 16 / (count | 1) + 1;
  while (t.count > 0) {
    const size_t now = t.count < 2 * LANES ? t.count : 2 * LANES;
    KEEP_ROLLED for (size_t i = 0; i < share && ahead < end; i++, ahead += 16)
      __builtin_prefetch(ahead, 0, 2);
    if (now > LANES)
      AT_LEVEL(tile)(&t, now, height, 2);
    else
      AT_LEVEL(tile)(&t, now, height, 1);
    t.columns += t.tile_stride;
    t.count -= now;
    t.output += now;
    if (t.addend) t.addend += now;
    if (t.column_bias) t.column_bias += now;
    size_t beyond = now;
    for (; beyond >= t.room; t.room = t.plane) {
      beyond -= t.room;
      t.output += t.output_jump;
      if (t.addend) t.addend += t.addend_jump;
    }
    t.room -= beyond;
  }
}

#define TILES_OF(h) \
  static void AT_LEVEL(tiles_##h)(const dcs_tile *t) { AT_LEVEL(tiles)(t, h); }
TILES_OF(1)
TILES_OF(2)
TILES_OF(3)
TILES_OF(4)
TILES_OF(5)
TILES_OF(6)
#if REGISTERS == 32
TILES_OF(7)
TILES_OF(8)
TILES_OF(9)
TILES_OF(10)
TILES_OF(11)
TILES_OF(12)
TILES_OF(13)
TILES_OF(14)
#endif
#undef TILES_OF

static size_t AT_LEVEL(tallest)(void) { return TALLEST; }
static size_t AT_LEVEL(lanes)(void) { return LANES; }

static void AT_LEVEL(tiles_of_height)(const dcs_tile *t, size_t height) {
#define TILES_OF(h) AT_LEVEL(tiles_##h)
  static void (*const tiles[])(const dcs_tile *) = {
    TILES_OF(1), TILES_OF(2), TILES_OF(3), TILES_OF(4), TILES_OF(5), TILES_OF(6),
#if REGISTERS == 32
    TILES_OF(7), TILES_OF(8), TILES_OF(9), TILES_OF(10), TILES_OF(11), TILES_OF(12), TILES_OF(13),
    TILES_OF(14),
#endif
  };
#undef TILES_OF
  tiles[height - 1](t);
}

#undef EACH_RUN
#undef EACH_SUM
#undef TALLEST
