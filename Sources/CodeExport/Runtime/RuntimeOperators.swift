/// C for loops of operators: functions of one and two values, movements, rows.
enum RuntimeOperators {
  static let pairs = #"""
    static float pair(int kind, float a, float b) {
      switch (kind) {
        case 0: return a + b;
        case 1: return a - b;
        case 2: return a * b;
        case 3: return a / b;
        case 4: return a > b ? a : b;
        case 5: return a < b ? a : b;
        default: return a < 0.0f ? a * b : a;
      }
    }

    /* y in order; a and b move by strides of their own. */
    static void pairs(int kind, int32_t rank, const int32_t *extents, const int32_t *left,
                      const int32_t *right, const float *a, const float *b, float *y) {
      int32_t place[8] = {0, 0, 0, 0, 0, 0, 0, 0}, at = 0, bt = 0, d = 0, i;
      int32_t last = rank - 1, n = extents[last], s = left[last], t = right[last];
      while (d >= 0) {
        for (i = 0; i < n; i++) *y++ = pair(kind, a[at + i * s], b[bt + i * t]);
        for (d = last - 1; d >= 0; d--) {
          at += left[d];
          bt += right[d];
          if (++place[d] < extents[d]) break;
          at -= extents[d] * left[d];
          bt -= extents[d] * right[d];
          place[d] = 0;
        }
      }
    }
    """#

  static let gathering = #"""
    /* y in order, x by strides. */
    static void gather(int32_t rank, const int32_t *extents, const int32_t *strides, const float *x,
                       float *y) {
      int32_t place[8] = {0, 0, 0, 0, 0, 0, 0, 0}, at = 0, d = 0, i;
      int32_t last = rank - 1, n = extents[last], s = strides[last];
      while (d >= 0) {
        for (i = 0; i < n; i++) *y++ = x[at + i * s];
        for (d = last - 1; d >= 0; d--) {
          at += strides[d];
          if (++place[d] < extents[d]) break;
          at -= extents[d] * strides[d];
          place[d] = 0;
        }
      }
    }
    """#

  static let scattering = #"""
    /* x in order, y by strides. */
    static void scatter(int32_t rank, const int32_t *extents, const int32_t *strides,
                        const float *x, float *y) {
      int32_t place[8] = {0, 0, 0, 0, 0, 0, 0, 0}, at = 0, d = 0, i;
      int32_t last = rank - 1, n = extents[last], s = strides[last];
      while (d >= 0) {
        for (i = 0; i < n; i++) y[at + i * s] = *x++;
        for (d = last - 1; d >= 0; d--) {
          at += strides[d];
          if (++place[d] < extents[d]) break;
          at -= extents[d] * strides[d];
          place[d] = 0;
        }
      }
    }
    """#

  static let looking = #"""
    static void look(int32_t count, const int32_t *table, const float *x, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) y[i] = x[table[i]];
    }
    """#

  static let fill = #"""
    static void fill(float value, int32_t count, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) y[i] = value;
    }
    """#

  static let spread = #"""
    /* Constants as floats in memory. */
    static void spread(const struct numbers *n, int32_t count, float *y) {
      int32_t i;
      for (i = 0; i < count; i++) y[i] = number(n, (uint32_t)i);
    }
    """#

  static let matrices = #"""
    /* Each pair of matrices, [rows, depth] and [depth, columns]. */
    static void matrices(int32_t count, const int32_t *left, const int32_t *right, int32_t rows,
                         int32_t depth, int32_t columns, const float *a, const float *b, float *y) {
      int32_t n, i, j, k;
      for (n = 0; n < count; n++)
        for (i = 0; i < rows; i++, y += columns) {
          for (j = 0; j < columns; j++) y[j] = 0.0f;
          for (k = 0; k < depth; k++) {
            float f = a[left[n] + i * depth + k];
            const float *row = b + right[n] + k * columns;
            for (j = 0; j < columns; j++) y[j] += f * row[j];
          }
        }
    }
    """#

  static let reduction = #"""
    /* Sum, mean, largest or smallest along the middle extent. */
    static void reduce(int kind, int32_t outer, int32_t extent, int32_t inner, const float *x,
                       float *y) {
      int32_t i, j, k;
      for (i = 0; i < outer; i++, x += extent * inner)
        for (j = 0; j < inner; j++) {
          float sum = x[j];
          for (k = 1; k < extent; k++) {
            float v = x[k * inner + j];
            if (kind < 2) sum += v;
            else if (kind == 2 ? v > sum : v < sum) sum = v;
          }
          *y++ = kind == 1 ? sum / (float)extent : sum;
        }
    }
    """#

  static let rowSoftmax = #"""
    /* Probabilities along the middle extent, or their logarithms. */
    static void row_softmax(int is_logarithm, int32_t outer, int32_t extent, int32_t inner,
                            const float *x, float *y) {
      int32_t i, j, k;
      for (i = 0; i < outer; i++, x += extent * inner, y += extent * inner)
        for (j = 0; j < inner; j++) {
          float largest = x[j], sum = 0.0f;
          for (k = 1; k < extent; k++)
            if (x[k * inner + j] > largest) largest = x[k * inner + j];
          for (k = 0; k < extent; k++) sum += exponential(x[k * inner + j] - largest);
          if (is_logarithm) {
            sum = largest + logarithm(sum);
            for (k = 0; k < extent; k++) y[k * inner + j] = x[k * inner + j] - sum;
          } else {
            for (k = 0; k < extent; k++)
              y[k * inner + j] = exponential(x[k * inner + j] - largest) / sum;
          }
        }
    }
    """#

  static let scaling = #"""
    /* factor x + shift, by the middle extent. */
    static void scale(const struct numbers *factors, const struct numbers *shifts, int32_t outer,
                      int32_t extent, int32_t inner, const float *x, float *y) {
      int32_t i, j, k;
      for (i = 0; i < outer; i++)
        for (k = 0; k < extent; k++) {
          float f = number(factors, (uint32_t)k), s = number(shifts, (uint32_t)k);
          for (j = 0; j < inner; j++) *y++ = f * *x++ + s;
        }
    }
    """#

  static let rowNormalization = #"""
    /* Rows less their means and over their deviations, times scale plus shift where these are. */
    static void row_normalization(int32_t rows, int32_t length, float epsilon, const float *scale,
                                  const float *shift, const float *x, float *y) {
      int32_t i, j;
      for (i = 0; i < rows; i++, x += length, y += length) {
        float mean = 0.0f, square = 0.0f, f;
        for (j = 0; j < length; j++) mean += x[j];
        mean /= (float)length;
        for (j = 0; j < length; j++) square += (x[j] - mean) * (x[j] - mean);
        f = 1.0f / square_root(square / (float)length + epsilon);
        for (j = 0; j < length; j++)
          y[j] = (x[j] - mean) * f * (scale ? scale[j] : 1.0f) + (shift ? shift[j] : 0.0f);
      }
    }
    """#
}
