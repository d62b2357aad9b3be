// The body of sparse_convolution.c, for one level of processor. MOST is how many vectors of sums
// there are at most: all registers but those of the weight and of what the compiler needs.

#define MOST (REGISTERS - REGISTERS / 8)

#include "sparse_planes_body.h"

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
  // A row may hang over into the next of the same block, which is written later; one of a strip,
  // or one that is longer than the next, may not; nor may a vector hold two rows and what lies
  // between.
  int is_broken = pitch % LANES != 0 || !is_whole || pitch > 2 * columns;
  t.is_ragged = f->activation.kind > DCS_CLIP || (columns != pitch && is_broken);
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

// One tile: sums[o, i] += sum over the output's entries of codebook[code] * tile[offset * LANES +
// i] for i < P * LANES. Few vectors would wait for one another: with S = 2 every other entry has
// sums of its own. Entries are read two at a time, since reading is what there is most of. Unrolled
// for each P, hence its length.
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
      t.entries =
          filters->entries + 3 * filters->starts[tile * filters->chunks + work->first_chunk];
      t.counts = filters->counts + tile * filters->outputs + first;
      t.ahead = AT_LEVEL(fetch_following)(f, work, b, c + count, t.outputs);
      AT_LEVEL(multiply_tile)(&t, vectors);
    }
  }
}

#undef MOST
#undef CASE
