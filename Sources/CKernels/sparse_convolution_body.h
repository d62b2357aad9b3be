// The body of sparse_convolution.c, for one level of processor. MOST is how many vectors of sums
// there are at most: all registers but those of the weight and of what the compiler needs.

#define MOST (REGISTERS - REGISTERS / 8)

// MARK: Planes

// target[x] = source[x * stride]; x < count. Both are touched up to a vector (of `stride` times as
// many floats) further.
INLINE void AT_LEVEL(copy_run)(
    float *target, const float *source, ptrdiff_t count, ptrdiff_t stride) {
  if (stride == 1) {
    for (ptrdiff_t x = 0; x < count; x += LANES) v_store(target + x, v_load(source + x));
  } else if (stride == 2) {
    for (ptrdiff_t x = 0; x < count; x += LANES, source += 2 * LANES)
      v_store(target + x, v_even(v_load(source), v_load(source + LANES)));
  } else {
    for (ptrdiff_t x = 0; x < count; x++) target[x] = source[x * stride];
  }
}

INLINE void AT_LEVEL(clear_run)(float *target, ptrdiff_t first, ptrdiff_t last) {
  for (ptrdiff_t x = first; x < last; x += LANES) v_store(target + x, v_zero());
}

// What a plane shows of its image: rows first_row ..< last_row and columns first ..< last; the rest
// lies outside.
typedef struct {
  ptrdiff_t rows, first_row, last_row, first, last;
  // Of the pixel that (first_row, 0) shows, from the start of the channel.
  ptrdiff_t origin;
} AT_LEVEL(view);

// Where 0 <= start + i * stride < extent, among 0 ..< count.
INLINE void AT_LEVEL(visible)(
    ptrdiff_t start, ptrdiff_t stride, ptrdiff_t extent, ptrdiff_t count, ptrdiff_t *first,
    ptrdiff_t *last) {
  ptrdiff_t low = start < 0 ? (stride - 1 - start) / stride : 0;
  ptrdiff_t high = start < extent ? (extent - start + stride - 1) / stride : 0;
  *last = high < count ? high : count;
  *first = low < *last ? low : *last;
}

static AT_LEVEL(view) AT_LEVEL(view_of)(
    const dcs_sparse_convolution *f, const dcs_sparse_plane *p, const dcs_sparse_block *block) {
  AT_LEVEL(view) v = {.rows = block->rows + (ptrdiff_t)p->rows};
  ptrdiff_t y = block->y * f->stride_y + p->row, x = block->x * f->stride_x + p->column;
  AT_LEVEL(visible)(y, f->stride_y, f->height, v.rows, &v.first_row, &v.last_row);
  AT_LEVEL(visible)(x, f->stride_x, f->width, block->columns, &v.first, &v.last);
  v.origin = (y + v.first_row * f->stride_y) * f->width + x;
  return v;
}

// Rows one by one; `inner` vectors each where a row lies inside of the image, else 0.
INLINE void AT_LEVEL(fill_rows)(
    const dcs_sparse_convolution *f, const AT_LEVEL(view) *v, const float *source, float *row,
    ptrdiff_t columns, ptrdiff_t stride, const ptrdiff_t inner) {
  ptrdiff_t step = f->stride_y * f->width;
  for (ptrdiff_t r = v->first_row; r < v->last_row; r++, row += f->pitch, source += step) {
    if (inner > 0) {
      AT_LEVEL(copy_run)(row, source, inner * LANES, stride);
      continue;
    }
    AT_LEVEL(clear_run)(row, 0, v->first);
    AT_LEVEL(copy_run)(row + v->first, source + v->first * stride, v->last - v->first, stride);
    AT_LEVEL(clear_run)(row, v->last, columns);
  }
}

// All rows at once where those of image and plane lie one behind the other alike; then the columns
// beside the image are cleared.
INLINE void AT_LEVEL(fill_flat)(
    const AT_LEVEL(view) *v, const float *source, float *row, ptrdiff_t columns) {
  ptrdiff_t rows = v->last_row - v->first_row;
  ptrdiff_t end = rows * columns - (columns - v->last);
  AT_LEVEL(copy_run)(row + v->first, source + v->first, end - v->first, 1);
  if (v->first == 0 && v->last == columns) return;
  for (ptrdiff_t r = 0; r < rows; r++, row += columns) {
    for (ptrdiff_t x = 0; x < v->first; x++) row[x] = 0;
    for (ptrdiff_t x = v->last; x < columns; x++) row[x] = 0;
  }
}

// The planes of kind `p` of some channels. A row is written up to a vector beyond its end: what
// lies there is written later, or never read.
static void AT_LEVEL(fill_planes)(
    const dcs_sparse_convolution *f, const dcs_sparse_plane *p, const dcs_sparse_block *block,
    const float *image, float *target, size_t channels) {
  AT_LEVEL(view) v = AT_LEVEL(view_of)(f, p, block);
  ptrdiff_t columns = block->columns, pitch = (ptrdiff_t)f->pitch, stride = f->stride_x;
  int is_flat = pitch == f->width && columns == f->width && stride == 1 && f->stride_y == 1;
  int is_inside = v.first == 0 && v.last == columns;
  ptrdiff_t vectors = (columns + LANES - 1) / LANES;
  image += v.origin;
  for (size_t c = 0; c < channels; c++, image += f->height * f->width, target += p->size) {
    for (ptrdiff_t r = 0; r < v.first_row; r++)
      AT_LEVEL(clear_run)(target + r * pitch, 0, columns);
    float *row = target + v.first_row * pitch;
    if (v.first_row == v.last_row)
      ;
    else if (is_flat)
      AT_LEVEL(fill_flat)(&v, image, row, columns);
    else if (is_inside && stride == 1 && vectors == 1)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 1);
    else if (is_inside && stride == 1 && vectors == 2)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 2);
    else if (stride == 1)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 0);
    else if (stride == 2)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 2, 0);
    else
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, stride, 0);
    for (ptrdiff_t r = v.last_row; r < v.rows; r++)
      AT_LEVEL(clear_run)(target + r * pitch, 0, columns);
  }
}

// MARK: Fetching ahead

// Rows of the image that the next tile shows: a few are fetched into the second cache with every
// output, so that they are there when their planes are made.
typedef struct {
  const float *channel;
  ptrdiff_t channels, rows, row, row_size, plane_size, lines, rows_an_output;
} AT_LEVEL(ahead);

static AT_LEVEL(ahead) AT_LEVEL(fetch)(
    const dcs_sparse_convolution *f, const dcs_sparse_block *block, const float *image,
    size_t channels, size_t outputs) {
  ptrdiff_t y = block->y * f->stride_y - f->top, x = block->x * f->stride_x - f->left;
  ptrdiff_t bottom = y + (block->rows - 1) * f->stride_y + f->span_y;
  ptrdiff_t right = x + (block->columns - 1) * f->stride_x + f->span_x;
  if (y < 0) y = 0;
  if (x < 0) x = 0;
  if (bottom > f->height) bottom = f->height;
  if (right > f->width) right = f->width;
  AT_LEVEL(ahead) a = {.channels = (ptrdiff_t)channels, .rows = bottom - y};
  if (a.rows <= 0 || right <= x) return (AT_LEVEL(ahead)){0};
  a.channel = image + y * f->width + x;
  a.row_size = f->width;
  a.plane_size = f->width * f->height;
  a.lines = (right - x + 15) / 16 + 1;
  a.rows_an_output = (a.channels * a.rows + (ptrdiff_t)outputs - 1) / (ptrdiff_t)outputs;
  return a;
}

INLINE void AT_LEVEL(fetch_some)(AT_LEVEL(ahead) *a) {
  for (ptrdiff_t n = a->rows_an_output; n > 0 && a->channels > 0; n--) {
    const float *row = a->channel + a->row * a->row_size;
    for (ptrdiff_t i = 0; i < a->lines; i++) __builtin_prefetch(row + 16 * i, 0, 2);
    if (++a->row < a->rows) continue;
    a->row = 0;
    a->channels--;
    a->channel += a->plane_size;
  }
}

// MARK: Products

// Where the sums of a block belong: vector v of them begins at float places[v] of an output.
typedef struct {
  ptrdiff_t places[MOST];
  // Of the last vector; and whether others, too, may not be written whole.
  size_t last_lanes;
  int is_ragged;
  // max(low, v), then min(high, v).
  float low, high;
} AT_LEVEL(targets);

static AT_LEVEL(targets) AT_LEVEL(targets_of)(
    const dcs_sparse_convolution *f, const dcs_sparse_block *block, size_t vectors) {
  AT_LEVEL(targets) t = {.low = -__builtin_inff(), .high = __builtin_inff()};
  if (f->activation.kind == DCS_CLIP) {
    t.low = f->activation.low;
    t.high = f->activation.high;
  }
  size_t pitch = f->pitch, columns = (size_t)block->columns;
  int is_whole = columns == (size_t)f->output_width;
  for (size_t v = 0; v < vectors; v++) {
    size_t row = v * LANES / pitch, column = v * LANES % pitch;
    t.places[v] = (block->y + (ptrdiff_t)row) * f->output_width + block->x + (ptrdiff_t)column;
  }
  // A row that hangs over into the next of the same block is no harm: that is written later.
  t.is_ragged = f->activation.kind == DCS_LEAKY || (!is_whole && columns % LANES != 0);
  size_t floats = (size_t)(block->rows - 1) * pitch + columns;
  t.last_lanes = floats - (vectors - 1) * LANES;
  return t;
}

// output[i] = f(sums[i] + addend[i]); i < count, and nothing else is written.
INLINE void AT_LEVEL(finish_run)(
    const dcs_activation *f, const float *sums, const float *addend, float *output, size_t count) {
  for (size_t i = 0; i < count; i += LANES) {
    vector v = v_load(sums + i);
    if (addend) v = v_add(v, v_load(addend + i));
    v = v_finish(f, v);
    if (i + LANES <= count)
      v_store(output + i, v);
    else
      v_store_first(output + i, v, count - i);
  }
}

// The rows of a block of an output, from its sums.
static void AT_LEVEL(finish_rows)(
    const dcs_sparse_convolution *f, const dcs_sparse_block *block, const float *sums,
    const float *addend, float *output) {
  for (ptrdiff_t r = 0; r < block->rows; r++, sums += f->pitch) {
    ptrdiff_t at = (block->y + r) * f->output_width + block->x;
    AT_LEVEL(finish_run)(
        &f->activation, sums, addend ? addend + at : NULL, output + at, (size_t)block->columns);
  }
}

// What the products of one tile of channels work on: `outputs` of them, entries and counts of the
// first; sums, output, addend and bias (or NULL) of the first, too.
typedef struct {
  const dcs_sparse_convolution *convolution;
  const dcs_sparse_block *block;
  size_t outputs;
  const uint8_t *entries;
  const uint16_t *counts;
  const float *tile, *addend, *bias;
  float *sums, *output;
  AT_LEVEL(targets) targets;
  AT_LEVEL(ahead) ahead;
  int is_first, is_last;
} AT_LEVEL(products);

// a[v] += codebook[code] * tile[offset * LANES + v]
INLINE void AT_LEVEL(multiply_entry)(
    vector *a, const float *tile, const float *codebook, size_t offset, size_t code, const int P) {
  const float *plane = tile + offset * LANES;
  vector w = v_set(codebook[code]);
  UNROLL for (int v = 0; v < P; v++) a[v] = v_fma(w, v_load(plane + v * LANES), a[v]);
}

// One tile: sums[o, i] += sum over the output's entries of codebook[code] * tile[offset * LANES + i]
// for i < P * LANES. Few vectors would wait for one another: with S = 2 every other entry has sums
// of its own. Entries are read two at a time, since reading is what there is most of. Unrolled for
// each P, hence its length.
INLINE void AT_LEVEL(multiply)(AT_LEVEL(products) *t, const int P, const int S) {
  const dcs_sparse_convolution *f = t->convolution;
  const uint8_t *entry = t->entries;
  const float *tile = t->tile, *codebook = f->codebook, *addend = t->addend;
  float *sums = t->sums, *output = t->output;
  size_t pixels = (size_t)(f->output_height * f->output_width);
  for (size_t o = 0; o < t->outputs; o++, sums += P * LANES, output += pixels) {
    AT_LEVEL(fetch_some)(&t->ahead);
    size_t n = t->counts[o];
    vector a[MOST];
    if (t->is_first) {
      vector bias = v_set(t->bias ? t->bias[o] : 0);
      UNROLL for (int v = 0; v < P; v++) a[v] = bias;
    } else {
      UNROLL for (int v = 0; v < P; v++) a[v] = v_load(sums + v * LANES);
    }
    UNROLL for (int v = P; v < S * P; v++) a[v] = v_zero();
    for (; n >= 2; n -= 2, entry += 6) {
      uint64_t two;
      memcpy(&two, entry, sizeof two);
      AT_LEVEL(multiply_entry)(a, tile, codebook, two & 0xffff, two >> 16 & 0xff, P);
      AT_LEVEL(multiply_entry)(
          a + (S - 1) * P, tile, codebook, two >> 24 & 0xffff, two >> 40 & 0xff, P);
    }
    if (n > 0) {
      uint32_t one;
      memcpy(&one, entry, sizeof one);
      AT_LEVEL(multiply_entry)(a, tile, codebook, one & 0xffff, one >> 16 & 0xff, P);
      entry += 3;
    }
    UNROLL for (int v = P; v < S * P; v++) a[v - P] = v_add(a[v - P], a[v]);
    if (!t->is_last || t->targets.is_ragged) {
      UNROLL for (int v = 0; v < P; v++) v_store(sums + v * LANES, a[v]);
      if (t->is_last)
        AT_LEVEL(finish_rows)(f, t->block, sums, addend ? addend + o * pixels : NULL, output);
      continue;
    }
    const ptrdiff_t *place = t->targets.places;
    if (addend) {
      const float *plane = addend + o * pixels;
      UNROLL for (int v = 0; v < P; v++) a[v] = v_add(a[v], v_load(plane + place[v]));
    }
    vector low = v_set(t->targets.low), high = v_set(t->targets.high);
    UNROLL for (int v = 0; v < P; v++) a[v] = v_min(high, v_max(low, a[v]));
    UNROLL for (int v = 0; v < P - 1; v++) v_store(output + place[v], a[v]);
    v_store_first(output + place[P - 1], a[P - 1], t->targets.last_lanes);
  }
}

#define CASE(P) \
  case P: \
    if ((P) <= MOST) return AT_LEVEL(multiply)(t, (P), (P) < 8 ? 2 : 1); \
    break;

static void AT_LEVEL(multiply_tile)(AT_LEVEL(products) *t, size_t vectors) {
  switch (vectors) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7)
    CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) CASE(14)
#if MOST > 14
    CASE(15) CASE(16) CASE(17) CASE(18) CASE(19) CASE(20) CASE(21)
    CASE(22) CASE(23) CASE(24) CASE(25) CASE(26) CASE(27) CASE(28)
#endif
  }
}

// MARK: Blocks

static size_t AT_LEVEL(vectors_of)(
    const dcs_sparse_convolution *f, const dcs_sparse_block *block) {
  size_t floats = (size_t)(block->rows - 1) * f->pitch + (size_t)block->columns;
  return (floats + LANES - 1) / LANES;
}

// The tile of channels that follows `next - 1`, or the next block's first.
static AT_LEVEL(ahead) AT_LEVEL(fetch_following)(
    const dcs_sparse_convolution *f, const dcs_sparse_work *work, size_t b, size_t next,
    size_t outputs) {
  size_t channels = (size_t)f->channels, plane = (size_t)(f->height * f->width);
  if (next == channels) {
    next = 0;
    b++;
  }
  if (b == work->block_count) return (AT_LEVEL(ahead)){0};
  size_t count = channels - next < f->tile_channels ? channels - next : f->tile_channels;
  return AT_LEVEL(fetch)(f, work->blocks + b, work->image + next * plane, count, outputs);
}

static void AT_LEVEL(run)(
    const dcs_sparse_convolution *f, const dcs_sparse_filters *filters,
    const dcs_sparse_work *work) {
  size_t channels = (size_t)f->channels, plane = (size_t)(f->height * f->width);
  size_t first = work->first_chunk * filters->outputs / filters->chunks;
  size_t last = work->last_chunk * filters->outputs / filters->chunks;
  size_t place = first * (size_t)(f->output_height * f->output_width);
  AT_LEVEL(products) t = {.convolution = f, .outputs = last - first, .tile = work->tile};
  t.bias = filters->bias ? filters->bias + first : NULL;
  t.addend = work->addend ? work->addend + place : NULL;
  t.output = work->output + place;
  t.sums = work->sums;
  for (size_t b = 0; b < work->block_count; b++) {
    t.block = work->blocks + b;
    size_t vectors = AT_LEVEL(vectors_of)(f, t.block);
    t.targets = AT_LEVEL(targets_of)(f, t.block, vectors);
    for (size_t tile = 0, c = 0; c < channels; tile++, c += f->tile_channels) {
      size_t count = channels - c < f->tile_channels ? channels - c : f->tile_channels;
      for (size_t p = 0; p < f->plane_count; p++)
        AT_LEVEL(fill_planes)(
            f, f->planes + p, t.block, work->image + c * plane,
            work->tile + f->planes[p].start, count);
      t.is_first = c == 0;
      t.is_last = c + count == channels;
      t.entries = filters->entries + 3 * filters->starts[tile * filters->chunks + work->first_chunk];
      t.counts = filters->counts + tile * filters->outputs + first;
      t.ahead = AT_LEVEL(fetch_following)(f, work, b, c + count, t.outputs);
      AT_LEVEL(multiply_tile)(&t, vectors);
    }
  }
}

#undef MOST
#undef CASE
