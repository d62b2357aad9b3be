#include "dense_tiles.h"

#include "levels.h"

#define DCS_BODY "dense_tiles_body.h"
#include "lanes.h"

void dcs_multiply_tiles(dcs_level level, const dcs_tile *tiles, size_t height) {
  DCS_CHOOSE(level, tiles_of_height)(tiles, height);
}

size_t dcs_tile_width(dcs_level level) { return 2 * DCS_CHOOSE(level, lanes)(); }

size_t dcs_dense_panels(dcs_level level, size_t rows) {
  size_t tallest = DCS_CHOOSE(level, tallest)();
  return (rows + tallest - 1) / tallest;
}

dcs_panel dcs_panel_of(size_t rows, size_t panels, size_t p) {
  size_t height = rows / panels, taller = rows % panels;
  return (dcs_panel){p * height + (p < taller ? p : taller), height + (p < taller)};
}
