#include "CKernels.h"

// Sparse convolutions by planes (include/sparse_convolution.h): the sums of a block of an output
// stay in registers while the entries of its filter pass; each is one centroid times some vectors
// of a plane, an input channel moved by the place of the entry in the kernel. The planes of a tile
// of channels are made in the first cache and stay there while the outputs pass.

#define DCS_BODY "sparse_convolution_body.h"
#include "lanes.h"

size_t dcs_sparse_lanes(dcs_level level) {
  return level >= DCS_AVX512 ? 16 : level >= DCS_AVX2 ? 8 : 4;
}

size_t dcs_sparse_vectors(dcs_level level) { return level >= DCS_AVX512 ? 28 : 14; }

void dcs_sparse_convolution_run(
    dcs_level level, const dcs_sparse_convolution *convolution, const dcs_sparse_filters *filters,
    const dcs_sparse_work *work) {
  DCS_CHOOSE(level, run)(convolution, filters, work);
}
