#include <math.h>

#define DCS_BODY "local_response_output_body.h"
#include "lanes.h"

void dcs_local_response_output(
    dcs_level level, const dcs_response *r, const float *input, float *output, size_t first, size_t last) {
  DCS_CHOOSE(level, local_response)(r, input, output, first, last);
}
