/// C for layers with weights and windows. Each function reads x, writes y, and goes through the
/// weights once.
enum RuntimeLayers {
  static let dense = #"""
    /* y = W x + b */
    static void dense(const struct weights *weights, const float *x, float *y) {
      struct walk w;
      begin_outputs(weights, y, 1);
      begin_weights(&w, weights);
      while (next_weight(&w)) y[w.row] += w.value * x[w.column];
    }
    """#

  static let window = #"""
    /* Windows over images of `channels` planes. */
    struct window {
      int32_t channels, height, width, kernel_height, kernel_width, stride_y, stride_x;
      int32_t top, left, bottom, right, dilation_y, dilation_x, output_height, output_width;
    };
    """#

  static let convolution = #"""
    /* Every weight is decoded once and added to all pixels that it reaches. */
    static void convolution(const struct weights *weights, const struct window *g, int32_t groups,
                            const float *x, float *y) {
      int32_t pixels = g->output_height * g->output_width;
      int32_t size = g->kernel_height * g->kernel_width;
      struct walk w;
      begin_outputs(weights, y, pixels);
      begin_weights(&w, weights);
      while (next_weight(&w)) {
        int32_t group = w.row / ((int32_t)weights->rows / groups);
        int32_t channel = group * (g->channels / groups) + w.column / size;
        int32_t down = w.column % size / g->kernel_width * g->dilation_y - g->top;
        int32_t across = w.column % g->kernel_width * g->dilation_x - g->left;
        const float *plane = x + channel * g->height * g->width;
        float *output = y + w.row * pixels;
        int32_t begin = 0, end = g->output_width, i, j;
        while (begin < end && begin * g->stride_x + across < 0) begin++;
        while (end > begin && (end - 1) * g->stride_x + across >= g->width) end--;
        for (i = 0; i < g->output_height; i++) {
          int32_t line = i * g->stride_y + down;
          if (line < 0 || line >= g->height) continue;
          for (j = begin; j < end; j++)
            output[i * g->output_width + j] +=
                w.value * plane[line * g->width + j * g->stride_x + across];
        }
      }
    }
    """#

  static let maximumPooling = #"""
    static void maximum_pooling(const struct window *g, const float *x, float *y) {
      int32_t c, i, j, k, l;
      for (c = 0; c < g->channels; c++, x += g->height * g->width)
        for (i = 0; i < g->output_height; i++)
          for (j = 0; j < g->output_width; j++) {
            int32_t top = i * g->stride_y - g->top, left = j * g->stride_x - g->left;
            float largest = 0.0f;
            int is_first = 1;
            for (k = top; k < top + g->kernel_height; k++)
              for (l = left; l < left + g->kernel_width; l++) {
                if (k < 0 || k >= g->height || l < 0 || l >= g->width) continue;
                if (is_first || x[k * g->width + l] > largest) largest = x[k * g->width + l];
                is_first = 0;
              }
            *y++ = largest;
          }
    }
    """#

  static let averagePooling = #"""
    /* Zeros of the padding count when `counts_padding` is 1; what lies beyond them never does. */
    static void average_pooling(const struct window *g, int counts_padding, const float *x,
                                float *y) {
      int32_t c, i, j, k, l;
      for (c = 0; c < g->channels; c++, x += g->height * g->width)
        for (i = 0; i < g->output_height; i++)
          for (j = 0; j < g->output_width; j++) {
            float sum = 0.0f;
            int32_t top = i * g->stride_y - g->top, left = j * g->stride_x - g->left, count = 0;
            for (k = top; k < top + g->kernel_height; k++)
              for (l = left; l < left + g->kernel_width; l++) {
                if (k >= 0 && k < g->height && l >= 0 && l < g->width) {
                  sum += x[k * g->width + l];
                  count++;
                } else if (counts_padding && k < g->height + g->bottom && l < g->width + g->right) {
                  count++;
                }
              }
            *y++ = sum / (float)count;
          }
    }
    """#

  static let globalPooling = #"""
    /* The mean of each plane. */
    static void global_pooling(int32_t channels, int32_t pixels, const float *x, float *y) {
      int32_t c, i;
      for (c = 0; c < channels; c++) {
        float sum = 0.0f;
        for (i = 0; i < pixels; i++) sum += *x++;
        *y++ = sum / (float)pixels;
      }
    }
    """#

  static let normalization = #"""
    /* factor (x - mean) + shift, channel by channel. */
    static void normalization(const struct numbers *factor, const struct numbers *mean,
                              const struct numbers *shift, int32_t channels, int32_t pixels,
                              const float *x, float *y) {
      int32_t c, i;
      for (c = 0; c < channels; c++) {
        float f = number(factor, (uint32_t)c), m = number(mean, (uint32_t)c);
        float s = number(shift, (uint32_t)c);
        for (i = 0; i < pixels; i++) *y++ = f * (*x++ - m) + s;
      }
    }
    """#
}
