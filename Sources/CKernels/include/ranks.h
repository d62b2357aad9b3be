#pragma once

#include <stddef.h>
#include <stdint.h>

// Arithmetic decoding of ranks (FORMAT.md, section 12). The same walk in Swift, which also encodes,
// is EntropyCoding's RankStream; names are those of its types.

/// A weight of the line at hand, as its neighbours see it.
typedef struct {
  int16_t energy, rank;
} dcs_rank_cell;

/// What contexts see of a lean: 0...10, 0...2, 0...2.
typedef struct {
  uint8_t sign, strength, side;
} dcs_rank_lean;

/// What the streams of one matrix share.
typedef struct {
  size_t columns;
  /// Whether some weights are 0 and some are not; whether there are both signs, or else which one.
  int is_mixed, has_both_signs, lone_sign;
  /// By sign, 0 above zero: decisions of a size.
  int depths[2];
  /// Whether neighbours foretell weights; else nothing more of them is read. Whether a line is one
  /// plane of one row: then there is nothing above, nor a plane before.
  int predicts, is_flat;

  /// Where contexts begin; those of presence at 0. Sizes below zero have theirs a stride further on.
  size_t sign, size_top, size_deep, top_stride, deep_stride;
  /// Decisions of a size that look at the neighbourhood.
  int top_depth;

  /// In cells: to the row above, to the plane before.
  ptrdiff_t above, plane;
  int32_t energies[8], ranks[8], constant;
  int base, rank_shift;
  /// By level, 0...15: where contexts of presence begin, and those of a size's first decisions.
  uint16_t presence[16], size[16];
  /// Energy beyond borders, and of rank 1; sixteenths for each further rank.
  int32_t fill, first_energy, energy_step;

  /// 1024 of them, by count.
  const uint16_t *rates;
  /// By sign and path: 256 each, 0 where there is no rank.
  const int16_t *ranks_of_paths;
  /// By place of a line.
  const int32_t *cells;
  /// By lean, -15...15.
  const dcs_rank_lean *leans;
} dcs_rank_tables;

/// One stream on its way.
typedef struct {
  uint64_t range, offset;
  const uint8_t *bytes;
  size_t byte_count, position;
  uint32_t *contexts;
  dcs_rank_cell *cells;
  /// By place of a line: means over the lines before, in units of 2^-8.
  int32_t *energy_means, *rank_means;
  /// By place: what is known of its two sums before its line begins.
  int32_t *energy_sums, *rank_sums;
  /// The mean along the lines, in the same units.
  int32_t line_energy;
  /// Whether there was a rank that does not exist.
  int is_faulty;
} dcs_rank_stream;

/// Readies a stream for its first line: means and sums of places that no line has reached.
void dcs_rank_begin(const dcs_rank_tables *tables, dcs_rank_stream *stream);

/// After a line of these ranks: what the next one will find.
void dcs_rank_learn(const dcs_rank_tables *tables, dcs_rank_stream *stream, const int16_t *row);

/// Decodes a line of each stream, at ranks + starts[i] for stream i. One stream or four go fastest.
void dcs_rank_decode(
    const dcs_rank_tables *tables, dcs_rank_stream *streams, size_t stream_count, int16_t *ranks,
    const size_t *starts);
