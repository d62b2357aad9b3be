#include <string.h>

#include "CKernels.h"
#include "levels.h"

// Shifts by any register, and zeros counted at once.
#define LEVELS DCS_CLONES("arch=haswell", "default")

#define INLINE static inline __attribute__((always_inline))

/// The part of a stream that every decision changes.
typedef struct {
  uint64_t range, offset;
  const uint8_t *bytes;
  size_t byte_count, position;
} coder;

/// Four bytes, the first the most significant; zeros behind the end.
static __attribute__((noinline)) uint32_t last_word(const uint8_t *bytes, size_t count, size_t place) {
  uint32_t word = 0;
  for (size_t i = 0; i < 4; i++) word = word << 8 | (place + i < count ? bytes[place + i] : 0);
  return word;
}

INLINE void narrow(coder *c) {
  uint32_t word;
  if (__builtin_expect(c->position + 4 <= c->byte_count, 1)) {
    memcpy(&word, c->bytes + c->position, 4);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    word = __builtin_bswap32(word);
#endif
  } else {
    word = last_word(c->bytes, c->byte_count, c->position);
  }
  c->range <<= 32;
  c->offset = c->offset << 32 | word;
  c->position += 4;
}

/// A decision, and what its context learns from it.
INLINE size_t decide(coder *c, uint32_t *context, const uint16_t *rates) {
  uint64_t word = *context, ones = (c->range >> 16) * (word >> 16), zeros = c->range - ones, rest = c->offset - ones;
  int bit = c->offset < ones;
  c->range = bit ? ones : zeros;
  c->offset = bit ? c->offset : rest;
  uint64_t count = word & 1023, estimate = word >> 10;
  int64_t away = (bit ? ((int64_t)1 << 22) - 64 : 64) - (int64_t)estimate;
  estimate += (uint64_t)(away * rates[count] >> 16);
  *context = (uint32_t)(estimate << 10 | (count + (count < 511)));
  if (__builtin_expect(c->range < (uint64_t)1 << 32, 0)) narrow(c);
  return (size_t)bit;
}

/// Where contexts are: of presence, of the sign, of the first decisions of a size above and below
/// zero.
typedef struct {
  size_t presence, sign, sizes[2];
} outlook;

INLINE outlook look(const dcs_rank_tables *t, int32_t energy, int32_t rank) {
  uint32_t sum = energy < 1 ? 1 : (uint32_t)energy;
  // Half octaves: twice the leading one's place, and the digit below it.
  int zeros = __builtin_clz(sum), level = 60 - 2 * zeros + (int)(sum << zeros >> 30) - t->base;
  level = level < 0 ? 0 : level > 15 ? 15 : level;
  int32_t lean = (rank + (1 << (t->rank_shift - 1))) >> t->rank_shift;
  lean = lean < -15 ? -15 : lean > 15 ? 15 : lean;
  dcs_rank_lean view = t->leans[lean + 15];
  size_t above = view.side, below = 2 - above, size = t->size[level];
  return (outlook){
      t->presence[level] + view.strength, t->sign + view.sign,
      {size + (above << t->top_depth), size + (below << t->top_depth)}};
}

INLINE int32_t energy_of(const dcs_rank_tables *t, int32_t rank) {
  int32_t size = rank < 0 ? -rank : rank, energy = t->first_energy + (t->energy_step * (size - 1) >> 4);
  return size ? (energy > 255 ? 255 : energy) : 0;
}

/// A weight: whether it is there, its sign, its size.
INLINE int weight(const dcs_rank_tables *t, coder *c, uint32_t *contexts, outlook view, int *is_faulty) {
  const uint16_t *rates = t->rates;
  if (t->is_mixed && !decide(c, contexts + view.presence, rates)) return 0;
  size_t negative = t->has_both_signs ? decide(c, contexts + view.sign, rates) : (size_t)t->lone_sign;
  int depth = t->depths[negative], top_depth = depth < t->top_depth ? depth : t->top_depth;
  uint32_t *top = contexts + t->size_top + negative * t->top_stride + view.sizes[negative];
  uint32_t *deep = contexts + t->size_deep + negative * t->deep_stride;
  size_t node = 1;
  for (int i = top_depth; i > 0; i--) node = 2 * node + decide(c, top + node, rates);
  for (int i = depth - top_depth; i > 0; i--) node = 2 * node + decide(c, deep + node, rates);
  int rank = t->ranks_of_paths[256 * negative + node - ((size_t)1 << depth)];
  *is_faulty |= rank == 0;
  return rank;
}

INLINE coder open(const dcs_rank_stream *s) {
  return (coder){s->range, s->offset, s->bytes, s->byte_count, s->position};
}

INLINE void close(dcs_rank_stream *s, const coder *c) {
  s->range = c->range, s->offset = c->offset, s->position = c->position;
}

/// Nothing foretells a weight.
INLINE void decode_blind(const dcs_rank_tables *t, dcs_rank_stream *streams, int count, int16_t *const rows[4]) {
  const outlook blind = {0, t->sign + 5, {(size_t)1 << t->top_depth, (size_t)1 << t->top_depth}};
  coder coders[4];
  for (int i = 0; i < count; i++) coders[i] = open(streams + i);
  for (size_t column = 0; column < t->columns; column++)
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++)
      rows[i][column] = (int16_t)weight(t, coders + i, streams[i].contexts, blind, &streams[i].is_faulty);
  for (int i = 0; i < count; i++) close(streams + i, coders + i);
}

/// Of the line at hand, only the two weights to the left are neighbours.
typedef struct {
  int32_t energy, rank, energy_before, rank_before, line;
} recent;

INLINE void decode_flat(const dcs_rank_tables *t, dcs_rank_stream *streams, int count, int16_t *const rows[4]) {
  coder coders[4];
  recent recents[4];
  // All that is above, and the plane before, is border.
  int32_t borders = t->fill * (t->energies[2] + t->energies[3] + t->energies[4] + t->energies[5]);
  for (int i = 0; i < count; i++) {
    coders[i] = open(streams + i);
    recents[i] = (recent){t->fill, 0, t->fill, 0, streams[i].line_energy};
  }
  for (size_t column = 0; column < t->columns; column++)
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
      dcs_rank_stream *s = streams + i;
      recent *r = recents + i;
      int32_t energies = (r->energy * t->energies[0] + r->energy_before * t->energies[1] + borders) * 256;
      int32_t ranks = (r->rank * t->ranks[0] + r->rank_before * t->ranks[1]) * 256;
      outlook view =
          look(t, energies + r->line * t->energies[7] + s->energy_sums[column], ranks + s->rank_sums[column]);
      int32_t rank = weight(t, coders + i, s->contexts, view, &s->is_faulty), energy = energy_of(t, rank);
      rows[i][column] = (int16_t)rank;
      *r = (recent){energy, rank, r->energy, r->rank, r->line + ((energy * 256 - r->line) >> 4)};
    }
  for (int i = 0; i < count; i++) {
    close(streams + i, coders + i);
    streams[i].line_energy = recents[i].line;
  }
}

INLINE void decode_planes(const dcs_rank_tables *t, dcs_rank_stream *streams, int count, int16_t *const rows[4]) {
  coder coders[4];
  for (int i = 0; i < count; i++) coders[i] = open(streams + i);
  for (size_t column = 0; column < t->columns; column++)
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
      dcs_rank_stream *s = streams + i;
      dcs_rank_cell *cell = s->cells + t->cells[column];
      dcs_rank_cell a = cell[-1], b = cell[-2], c = cell[-t->above], d = cell[-t->above - 1], e = cell[-t->above + 1],
                    f = cell[-t->plane];
      int32_t energies = a.energy * t->energies[0] + b.energy * t->energies[1] + c.energy * t->energies[2] +
                         d.energy * t->energies[3] + e.energy * t->energies[4] + f.energy * t->energies[5];
      int32_t ranks = a.rank * t->ranks[0] + b.rank * t->ranks[1] + c.rank * t->ranks[2] + d.rank * t->ranks[3] +
                      e.rank * t->ranks[4] + f.rank * t->ranks[5];
      outlook view =
          look(t, energies * 256 + s->line_energy * t->energies[7] + s->energy_sums[column],
               ranks * 256 + s->rank_sums[column]);
      int32_t rank = weight(t, coders + i, s->contexts, view, &s->is_faulty), energy = energy_of(t, rank);
      *cell = (dcs_rank_cell){(int16_t)energy, (int16_t)rank};
      rows[i][column] = (int16_t)rank;
      s->line_energy += (energy * 256 - s->line_energy) >> 4;
    }
  for (int i = 0; i < count; i++) close(streams + i, coders + i);
}

static void gather(
    const dcs_rank_tables *t, const int32_t *energies, const int32_t *ranks, const int16_t *row, int32_t *energy_sums,
    int32_t *rank_sums) {
  int32_t of_energy = t->energies[6], of_rank = t->ranks[7], of_last = t->ranks[6] * 256, constant = t->constant * 256;
  for (size_t i = 0; i < t->columns; i++) {
    energy_sums[i] = energies[i] * of_energy + constant;
    rank_sums[i] = ranks[i] * of_rank + row[i] * of_last;
  }
}

void dcs_rank_begin(const dcs_rank_tables *t, dcs_rank_stream *s) {
  s->line_energy = t->fill * 256;
  for (size_t i = 0; i < t->columns; i++) {
    s->energy_means[i] = t->fill * 256, s->rank_means[i] = 0;
    s->energy_sums[i] = t->fill * 256 * t->energies[6] + t->constant * 256, s->rank_sums[i] = 0;
  }
}

void dcs_rank_learn(const dcs_rank_tables *t, dcs_rank_stream *s, const int16_t *row) {
  dcs_rank_tables copy = *t;
  int32_t *energies = s->energy_means, *ranks = s->rank_means;
  for (size_t i = 0; i < copy.columns; i++) {
    energies[i] += (energy_of(&copy, row[i]) * 256 - energies[i]) >> 5;
    ranks[i] += (row[i] * 256 - ranks[i]) >> 5;
  }
  gather(&copy, energies, ranks, row, s->energy_sums, s->rank_sums);
}

INLINE void decode(const dcs_rank_tables *tables, dcs_rank_stream *streams, int count, int16_t *const rows[4]) {
  // A copy that no store can reach stays in registers.
  const dcs_rank_tables copy = *tables, *t = &copy;
  if (!t->predicts)
    decode_blind(t, streams, count, rows);
  else if (t->is_flat)
    decode_flat(t, streams, count, rows);
  else
    decode_planes(t, streams, count, rows);
}

LEVELS static void decode_one(const dcs_rank_tables *tables, dcs_rank_stream *stream, int16_t *row) {
  int16_t *const rows[4] = {row};
  decode(tables, stream, 1, rows);
}

LEVELS static void decode_four(
    const dcs_rank_tables *tables, dcs_rank_stream *streams, int16_t *ranks, const size_t *starts) {
  int16_t *const rows[4] = {ranks + starts[0], ranks + starts[1], ranks + starts[2], ranks + starts[3]};
  decode(tables, streams, 4, rows);
}

void dcs_rank_decode(
    const dcs_rank_tables *tables, dcs_rank_stream *streams, size_t stream_count, int16_t *ranks,
    const size_t *starts) {
  if (stream_count == 4)
    decode_four(tables, streams, ranks, starts);
  else
    for (size_t i = 0; i < stream_count; i++) decode_one(tables, streams + i, ranks + starts[i]);
  for (size_t i = 0; i < stream_count && tables->predicts; i++) dcs_rank_learn(tables, streams + i, ranks + starts[i]);
}
