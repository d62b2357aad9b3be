// y[c, i] = x[c, i] / s^beta, s = k + alpha / n · (sum of x[d, i]² over the channels d around c), in
// ascending order of d; x, y: [channels, pixels]. Each product and sum is rounded by itself.

// x for some pixels of channel c: the first `count` of a vector.
INLINE vector AT_LEVEL(response)(
    const dcs_response *r, const float *input, size_t c, size_t first, size_t count) {
  size_t low = c < r->reach ? 0 : c - r->reach;
  size_t high = c + r->reach < r->channels ? c + r->reach : r->channels - 1;
  vector sum = v_zero();
  for (size_t d = low; d <= high; d++) {
    vector x = v_load_first(input + d * r->pixels + first, count);
    sum = v_add(sum, v_mul(x, x));
  }
  vector scale = v_add(v_set(r->base), v_mul(v_set(r->factor), sum));
  vector x = v_load_first(input + c * r->pixels + first, count);
  if (r->beta == 0.75f) {
    // Two square roots instead of a power.
    vector root = v_sqrt(scale);
    return v_mul(x, v_div(v_set(1), v_mul(root, v_sqrt(root))));
  }
  float powers[LANES];
  v_store(powers, scale);
  for (size_t i = 0; i < LANES; i++) powers[i] = powf(powers[i], -r->beta);
  return v_mul(x, v_load(powers));
}

static void AT_LEVEL(local_response)(
    const dcs_response *r, const float *input, float *output, size_t first, size_t last) {
  for (size_t c = first; c < last; c++) {
    float *y = output + c * r->pixels;
    size_t i = 0;
    for (; i + LANES <= r->pixels; i += LANES)
      v_store(y + i, AT_LEVEL(response)(r, input, c, i, LANES));
    if (i < r->pixels)
      v_store_first(y + i, AT_LEVEL(response)(r, input, c, i, r->pixels - i), r->pixels - i);
  }
}
