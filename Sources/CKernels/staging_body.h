// target[i] = source[i * stride], i < count; reads and writes whole vectors.
INLINE void AT_LEVEL(every)(const float *source, size_t stride, float *target, size_t count) {
  if (stride == 1) {
    for (size_t i = 0; i < count; i += LANES) v_store(target + i, v_load(source + i));
  } else if (stride == 2) {
    for (size_t i = 0; i < count; i += LANES, source += 2 * LANES)
      v_store(target + i, v_even(v_load(source), v_load(source + LANES)));
  } else if (stride == 4) {
    for (size_t i = 0; i < count; i += LANES, source += 4 * LANES) {
      const vector a = v_even(v_load(source), v_load(source + LANES));
      const vector b = v_even(v_load(source + 2 * LANES), v_load(source + 3 * LANES));
      v_store(target + i, v_even(a, b));
    }
  } else {
    for (size_t i = 0; i < count; i++) target[i] = source[i * stride];
  }
}

// `count` zeros; writes whole vectors where `every` does.
INLINE void AT_LEVEL(zeros)(float *target, size_t stride, size_t count) {
  if (stride > 4)
    for (size_t i = 0; i < count; i++) target[i] = 0;
  else
    for (size_t i = 0; i < count; i += LANES) v_store(target + i, v_zero());
}

// `rows` rows from row y of a plane [height, row_size] on. A vector may reach into what follows it
// in the copy, which is written later.
static void AT_LEVEL(stage_rows)(
    const dcs_phases *p, const float *plane, ptrdiff_t y, size_t rows, float *target) {
  for (size_t r = 0; r < rows; r++, y += p->row_step, target += p->pitch) {
    if (y < 0 || y >= p->height) {
      AT_LEVEL(zeros)(target, p->stride, p->count * p->width);
      continue;
    }
    const float *row = plane + y * (ptrdiff_t)p->row_size;
    for (size_t i = 0; i < p->count; i++) {
      const dcs_phase phase = p->phases[i];
      float *begin = target + i * p->width;
      if (phase.first > 0) AT_LEVEL(zeros)(begin, p->stride, phase.first);
      AT_LEVEL(every)(row + phase.x, p->stride, begin + phase.first, phase.end - phase.first);
      if (phase.end < p->width)
        AT_LEVEL(zeros)(begin + phase.end, p->stride, p->width - phase.end);
    }
  }
}
