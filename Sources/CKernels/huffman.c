#include <string.h>

#include "CKernels.h"
#include "levels.h"

#define INLINE static inline __attribute__((always_inline))

// BMI2 shifts by any register; without it every shift waits for the one that all share.
#define SHIFTS DCS_CLONES("bmi2", "default")

/// A stream at work: `window` holds the bits from `bytes` on, without the `used` ones already
/// taken.
typedef struct {
  const uint8_t *bytes, *last;
  uint16_t *next, *end;
  uint64_t window, used;
} cursor;

INLINE cursor open(const dcs_huffman_stream *s, size_t symbols) {
  cursor c = {
      s->bytes + (s->bit_position >> 3), s->bytes + s->byte_count, s->next, s->end, 0, s->bit_position & 7};
  // One load of eight bytes and one round of symbols must be left; neither end may move before the
  // memory's start.
  c.last = s->byte_count >= 8 ? c.last - 8 : NULL;
  c.end = (size_t)(s->end - s->next) >= symbols ? c.end - symbols : NULL;
  return c;
}

INLINE int has_room(const cursor *c) { return c->last && c->end && c->bytes <= c->last && c->next <= c->end; }

INLINE void refill(cursor *c) {
  memcpy(&c->window, c->bytes, 8);
  c->window >>= c->used;
}

INLINE void look_up(cursor *c, const uint64_t *table, uint64_t mask) {
  uint64_t entry = table[c->window & mask];
  uint32_t symbols = (uint32_t)entry;
  memcpy(c->next, &symbols, 4);
  c->next += entry >> 48;
  uint64_t bits = entry >> 32 & 63;
  c->window >>= bits;
  c->used += bits;
}

INLINE void advance(cursor *c) {
  c->bytes += c->used >> 3;
  c->used &= 7;
}

INLINE void close(const cursor *c, dcs_huffman_stream *s) {
  s->bit_position = 8 * (size_t)(c->bytes - s->bytes) + c->used;
  s->next = c->next;
}

/// Rounds of `lookups` for each of the four streams, as long as all have room.
INLINE void decode(const uint64_t *table, uint64_t mask, dcs_huffman_stream streams[4], int lookups) {
  size_t symbols = 2 * lookups;
  cursor a = open(streams, symbols), b = open(streams + 1, symbols), c = open(streams + 2, symbols),
         d = open(streams + 3, symbols);
  while (has_room(&a) && has_room(&b) && has_room(&c) && has_room(&d)) {
    refill(&a), refill(&b), refill(&c), refill(&d);
#pragma clang loop unroll(full)
    for (int i = 0; i < lookups; i++) {
      look_up(&a, table, mask), look_up(&b, table, mask), look_up(&c, table, mask), look_up(&d, table, mask);
    }
    advance(&a), advance(&b), advance(&c), advance(&d);
  }
  close(&a, streams), close(&b, streams + 1), close(&c, streams + 2), close(&d, streams + 3);
}

SHIFTS void dcs_huffman_decode(const uint64_t *table, size_t width, dcs_huffman_stream streams[4]) {
  uint64_t mask = ((uint64_t)1 << width) - 1;
  // At least 57 bits are there after a refill.
  if (width <= 11)
    decode(table, mask, streams, 5);
  else
    decode(table, mask, streams, 4);
}
