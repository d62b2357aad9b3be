/// C that reads packed weights (FORMAT.md, sections 6 to 8) one at a time, bit by bit, without a
/// table in memory.
enum RuntimeWeights {
  static let numbers = #"""
    /* Floats of the array `packed`: 32 or 16 bits (IEEE 754, least byte first); 8: bytes times the
       float before them. */
    struct numbers {
      uint32_t place;
      uint8_t bits;
    };

    static uint32_t unsigned_at(uint32_t place, unsigned bytes) {
      uint32_t value = 0;
      unsigned i;
      for (i = 0; i < bytes; i++) value |= (uint32_t)packed[place + i] << (8 * i);
      return value;
    }

    static float float_of(uint32_t bits) {
      union {
        uint32_t bits;
        float value;
      } same;
      same.bits = bits;
      return same.value;
    }

    static float number(const struct numbers *n, uint32_t index) {
      uint32_t half, byte;
      if (n->bits == 32) return float_of(unsigned_at(n->place + 4 * index, 4));
      if (n->bits == 16) {
        half = unsigned_at(n->place + 2 * index, 2);
        return float_of((half & 0x8000u) << 16 | (half & 0x7FFFu) << 13) * 0x1p112f;
      }
      byte = unsigned_at(n->place + 4 + index, 1);
      return float_of(unsigned_at(n->place, 4)) * (float)((int32_t)byte - (byte > 127 ? 256 : 0));
    }
    """#

  static let symbols = #"""
    /* A sequence of coded symbols: canonical Huffman codewords, or `base` plus a number of `width`
       bits. */
    struct symbols {
      uint32_t count;   /* in all streams together */
      uint32_t place;   /* of the streams, one after the other */
      uint32_t table;   /* place of the numbers of codewords of 1...14 bits, then of the symbols in
                           their order */
      uint16_t base;
      uint8_t width, streams, is_huffman;
    };

    struct reader {
      const struct symbols *symbols;
      uint32_t place;   /* of the next byte */
      unsigned bit;     /* of that byte, least significant first */
      uint32_t begun;   /* streams */
      uint32_t left;    /* symbols of the stream */
    };

    static void begin_symbols(struct reader *r, const struct symbols *symbols) {
      r->symbols = symbols;
      r->place = symbols->place;
      r->bit = 0;
      r->begun = 0;
      r->left = 0;
    }

    static unsigned next_bit(struct reader *r) {
      unsigned bit = (unsigned)packed[r->place] >> r->bit & 1u;
      r->bit = (r->bit + 1) & 7u;
      if (r->bit == 0) r->place++;
      return bit;
    }

    /* Stream i of s has the symbols from n i / s on; each begins with a byte of its own. */
    static void begin_stream(struct reader *r) {
      uint32_t n = r->symbols->count, s = r->symbols->streams, i = r->begun++;
      r->left = n / s + (n % s * (i + 1) / s - n % s * i / s);
      if (r->bit != 0) {
        r->bit = 0;
        r->place++;
      }
    }

    static unsigned next_symbol(struct reader *r) {
      const struct symbols *s = r->symbols;
      unsigned code = 0, first = 0, before = 0, count, i;
      if (r->left == 0) begin_stream(r);
      r->left--;
      if (!s->is_huffman) {
        for (i = 0; i < s->width; i++) code |= next_bit(r) << i;
        return s->base + code;
      }
      for (i = 0; i < 14; i++) {
        code |= next_bit(r);
        count = unsigned_at(s->table + 2 * i, 2);
        if (code - first < count)
          return unsigned_at(s->table + 28 + 2 * (before + code - first), 2);
        before += count;
        first = (first + count) << 1;
        code <<= 1;
      }
      return 0;         /* never: codes are complete */
    }
    """#

  static let weights = #"""
    /* One layer's weights, a matrix of rows (outputs) and columns. */
    struct weights {
      uint32_t rows, columns;
      uint32_t entries;         /* gaps; without gaps the weights */
      struct symbols gaps;      /* from one entry to the next, less 1 */
      struct symbols codes;     /* which centroid */
      struct numbers values;    /* centroids; without codes the weights themselves */
      struct numbers bias;      /* of 0 bits when there are none */
      uint16_t skip;            /* the gap that is passed over and leads to no entry */
      uint16_t zero;            /* the code of no weight */
      uint8_t has_gaps, has_codes, by_column;
    };

    struct walk {
      const struct weights *weights;
      struct reader gaps, codes;
      uint32_t left, entry;
      int32_t line, place, length;
      int32_t row, column;      /* of the weight */
      float value;
    };

    static void begin_weights(struct walk *w, const struct weights *weights) {
      w->weights = weights;
      begin_symbols(&w->gaps, &weights->gaps);
      begin_symbols(&w->codes, &weights->codes);
      w->left = weights->entries;
      w->entry = 0;
      w->line = 0;
      w->place = -1;
      w->length = (int32_t)(weights->by_column ? weights->rows : weights->columns);
    }

    /* Goes on to the next weight that is not pruned; 0 when there are no more. */
    static int next_weight(struct walk *w) {
      const struct weights *weights = w->weights;
      while (w->left > 0) {
        unsigned gap = weights->has_gaps ? next_symbol(&w->gaps) : 0;
        int is_skip = weights->has_gaps && gap == weights->skip;
        uint32_t code;
        w->left--;
        w->place += (int32_t)gap + (is_skip ? 0 : 1);
        while (w->place >= w->length) {
          w->place -= w->length;
          w->line++;
        }
        if (is_skip) continue;
        code = weights->has_codes ? next_symbol(&w->codes) : w->entry++;
        if (weights->has_codes && code == weights->zero) continue;
        w->value = number(&weights->values, code);
        w->row = weights->by_column ? w->place : w->line;
        w->column = weights->by_column ? w->line : w->place;
        return 1;
      }
      return 0;
    }
    """#

  static let outputs = #"""
    /* Every output of `pixels` floats begins with its bias. */
    static void begin_outputs(const struct weights *weights, float *y, int32_t pixels) {
      uint32_t row;
      int32_t i;
      for (row = 0; row < weights->rows; row++) {
        float bias = weights->bias.bits ? number(&weights->bias, row) : 0.0f;
        for (i = 0; i < pixels; i++) *y++ = bias;
      }
    }
    """#
}
