/// C for products of operators: many vectors at once, transposed convolutions, recurrent layers.
/// Each goes through coded weights once, recurrent ones once a step.
enum RuntimeProducts {
  static let vectors = #"""
    /* y = W x + b for so many vectors; `by_input`: each row of W belongs to an input. */
    static void vectors(const struct weights *weights, int by_input, int32_t count, const float *x,
                        float *y) {
      int32_t outputs = (int32_t)(by_input ? weights->columns : weights->rows);
      int32_t inputs = (int32_t)(by_input ? weights->rows : weights->columns);
      int32_t i, n;
      struct walk w;
      for (i = 0; i < outputs; i++) {
        float bias = weights->bias.bits ? number(&weights->bias, (uint32_t)i) : 0.0f;
        for (n = 0; n < count; n++) y[n * outputs + i] = bias;
      }
      begin_weights(&w, weights);
      while (next_weight(&w)) {
        int32_t to = by_input ? w.column : w.row, from = by_input ? w.row : w.column;
        for (n = 0; n < count; n++) y[n * outputs + to] += w.value * x[n * inputs + from];
      }
    }
    """#

  static let transposedConvolution = #"""
    /* The window is that of the convolution from y to x. */
    static void transposed_convolution(const struct weights *weights, const struct window *g,
                                       int32_t groups, const float *x, float *y) {
      int32_t pixels = g->height * g->width, size = g->kernel_height * g->kernel_width;
      int32_t outputs = g->channels / groups, channels = (int32_t)weights->rows / groups;
      int32_t c, i, j;
      struct walk w;
      for (c = 0; c < g->channels; c++) {
        float bias = weights->bias.bits ? number(&weights->bias, (uint32_t)c) : 0.0f;
        for (i = 0; i < pixels; i++) y[c * pixels + i] = bias;
      }
      begin_weights(&w, weights);
      while (next_weight(&w)) {
        int32_t plane = w.row / channels * outputs + w.column / size;
        int32_t down = w.column % size / g->kernel_width * g->dilation_y - g->top;
        int32_t across = w.column % g->kernel_width * g->dilation_x - g->left;
        const float *image = x + w.row * g->output_height * g->output_width;
        float *target = y + plane * pixels;
        for (i = 0; i < g->output_height; i++) {
          int32_t line = i * g->stride_y + down;
          if (line < 0 || line >= g->height) continue;
          for (j = 0; j < g->output_width; j++) {
            int32_t at = j * g->stride_x + across;
            if (at >= 0 && at < g->width)
              target[line * g->width + at] += w.value * image[i * g->output_width + j];
          }
        }
      }
    }
    """#

  static let recurrent = #"""
    /* Biases and what all inputs give to the gates of one direction: [length, gates]. `from` and
       `to` are the gates whose second biases count, too. */
    static void input_gates(const struct weights *w, int32_t length, int32_t inputs, int32_t gates,
                            int32_t direction, int32_t from, int32_t to, const float *x, float *y) {
      int32_t g, t;
      struct walk walk;
      for (g = 0; g < gates; g++) {
        float bias = 0.0f;
        if (w->bias.bits) {
          bias = number(&w->bias, (uint32_t)(2 * direction * gates + g));
          if (g >= from && g < to)
            bias += number(&w->bias, (uint32_t)((2 * direction + 1) * gates + g));
        }
        for (t = 0; t < length; t++) y[t * gates + g] = bias;
      }
      begin_weights(&walk, w);
      while (next_weight(&walk)) {
        int32_t gate = walk.column / inputs, from_input = walk.column % inputs;
        if (walk.row != direction) continue;
        for (t = 0; t < length; t++)
          y[t * gates + gate] += walk.value * x[t * inputs + from_input];
      }
    }

    /* Adds what the state gives to the gates in [from, to). */
    static void state_gates(const struct weights *r, int32_t hidden, int32_t direction,
                            int32_t from, int32_t to, const float *state, float *y) {
      struct walk walk;
      begin_weights(&walk, r);
      while (next_weight(&walk)) {
        int32_t gate = walk.column / hidden;
        if (walk.row == direction && gate >= from && gate < to)
          y[gate] += walk.value * state[walk.column % hidden];
      }
    }

    static float gate_tanh(float x) {
      hyperbolic_tangent(1, &x, &x);
      return x;
    }
    """#

  static let gateSigmoid = #"""
    static float gate_sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }
    """#

  static let lstm = #"""
    /* Gates i, o, f, g: c = f c + i g, h = o tanh(c). Memory: gates of all steps, h and c. */
    static void lstm(const struct weights *w, const struct weights *r, int32_t length,
                     int32_t inputs, int32_t hidden, int32_t directions, int32_t direction,
                     int reverse, const float *x, float *memory, float *all, float *last,
                     float *last_cell) {
      int32_t gates = 4 * hidden, s, i;
      float *h = memory + length * gates, *c = h + hidden;
      input_gates(w, length, inputs, gates, direction, 0, gates, x, memory);
      for (i = 0; i < hidden; i++) h[i] = c[i] = 0.0f;
      for (s = 0; s < length; s++) {
        int32_t t = reverse ? length - 1 - s : s;
        float *y = memory + t * gates;
        state_gates(r, hidden, direction, 0, gates, h, y);
        for (i = 0; i < hidden; i++) {
          c[i] = gate_sigmoid(y[2 * hidden + i]) * c[i] +
                 gate_sigmoid(y[i]) * gate_tanh(y[3 * hidden + i]);
          h[i] = gate_sigmoid(y[hidden + i]) * gate_tanh(c[i]);
          if (all) all[(t * directions + direction) * hidden + i] = h[i];
        }
      }
      for (i = 0; i < hidden; i++) {
        if (last) last[direction * hidden + i] = h[i];
        if (last_cell) last_cell[direction * hidden + i] = c[i];
      }
    }
    """#

  static let gru = #"""
    /* Gates z, r, n: h = (1 - z) n + z h. Memory: gates of all steps, those of a state, h, r h. */
    static void gru(const struct weights *w, const struct weights *r, int resets_after,
                    int32_t length, int32_t inputs, int32_t hidden, int32_t directions,
                    int32_t direction, int reverse, const float *x, float *memory, float *all,
                    float *last) {
      int32_t gates = 3 * hidden, two = 2 * hidden, s, i;
      float *p = memory + length * gates, *h = p + gates, *read = h + hidden;
      input_gates(w, length, inputs, gates, direction, 0, resets_after ? two : gates, x, memory);
      for (i = 0; i < hidden; i++) h[i] = 0.0f;
      for (s = 0; s < length; s++) {
        int32_t t = reverse ? length - 1 - s : s;
        float *y = memory + t * gates;
        for (i = 0; i < gates; i++)
          p[i] = i >= two && resets_after && w->bias.bits
                     ? number(&w->bias, (uint32_t)((2 * direction + 1) * gates + i))
                     : 0.0f;
        state_gates(r, hidden, direction, 0, resets_after ? gates : two, h, p);
        for (i = 0; i < two; i++) y[i] = gate_sigmoid(y[i] + p[i]);
        if (!resets_after) {
          for (i = 0; i < hidden; i++) read[i] = y[hidden + i] * h[i];
          state_gates(r, hidden, direction, two, gates, read, p);
        }
        for (i = 0; i < hidden; i++) {
          float n = gate_tanh(y[two + i] + (resets_after ? y[hidden + i] : 1.0f) * p[two + i]);
          h[i] = (1.0f - y[i]) * n + y[i] * h[i];
          if (all) all[(t * directions + direction) * hidden + i] = h[i];
        }
      }
      for (i = 0; i < hidden; i++)
        if (last) last[direction * hidden + i] = h[i];
    }
    """#

  static let rnn = #"""
    /* h = tanh(sum). Memory: gates of all steps, h. */
    static void rnn(const struct weights *w, const struct weights *r, int32_t length,
                    int32_t inputs, int32_t hidden, int32_t directions, int32_t direction,
                    int reverse, const float *x, float *memory, float *all, float *last) {
      int32_t s, i;
      float *h = memory + length * hidden;
      input_gates(w, length, inputs, hidden, direction, 0, hidden, x, memory);
      for (i = 0; i < hidden; i++) h[i] = 0.0f;
      for (s = 0; s < length; s++) {
        int32_t t = reverse ? length - 1 - s : s;
        float *y = memory + t * hidden;
        state_gates(r, hidden, direction, 0, hidden, h, y);
        for (i = 0; i < hidden; i++) {
          h[i] = gate_tanh(y[i]);
          if (all) all[(t * directions + direction) * hidden + i] = h[i];
        }
      }
      for (i = 0; i < hidden; i++)
        if (last) last[direction * hidden + i] = h[i];
    }
    """#
}
