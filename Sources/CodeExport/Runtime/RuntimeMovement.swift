/// C for layers that move values from one place to another.
enum RuntimeMovement {
  static let transposition = #"""
    /* The same with the extents of a tensor whose axes are exchanged. */
    static void transpose(int32_t rank, const int32_t *extents, const int32_t *strides,
                          const float *x, float *y) {
      gather(rank, extents, strides, x, y);
    }
    """#

  static let upsampling = #"""
    /* Every value `across` times, every line `down` times. */
    static void upsample(int32_t lines, int32_t width, int32_t down, int32_t across,
                         const float *x, float *y) {
      int32_t i, j, k, l;
      for (i = 0; i < lines; i++, x += width)
        for (k = 0; k < down; k++)
          for (j = 0; j < width; j++)
            for (l = 0; l < across; l++) *y++ = x[j];
    }
    """#
}
