/// What only moves values.
enum MovementKernels {
  static let text = #"""
    // `size` values of each example.
    __kernel void moved(
        int count, int size, int input, int input_example, int output, int output_example,
        __global const float *x, __global float *y) {
      AWAIT
      int item = get_global_id(0);
      if (item >= count) return;
      int example = item / size, within = item % size;
      y[output + example * output_example + within] =
          x[input + example * input_example + within];
    }

    // Images with zeros around: [examples, channels, height, width].
    __kernel void padded(
        int count, int channels, int height, int width, int top, int left, int padded_height,
        int padded_width, int input, int input_example, __global const float *x,
        __global float *y) {
      AWAIT
      int item = get_global_id(0);
      if (item >= count) return;
      int column = item % padded_width - left, line = item / padded_width % padded_height - top;
      int plane = item / padded_width / padded_height;
      int example = plane / channels, channel = plane % channels;
      int is_inside = column >= 0 && column < width && line >= 0 && line < height;
      y[item] = is_inside ? x[input + example * input_example +
                              (channel * height + line) * width + column]
                          : 0;
    }

    // [examples, size] -> [size, examples]
    __kernel void turned(
        int count, int size, int examples, int input, int input_example,
        __global const float *x, __global float *y) {
      AWAIT
      int item = get_global_id(0);
      if (item >= count) return;
      int example = item / size, within = item % size;
      y[within * examples + example] = x[input + example * input_example + within];
    }

    // Every pixel becomes a rectangle of its like.
    __kernel void enlarged(
        int count, int height, int width, int factor_y, int factor_x, int size, int input,
        int input_example, int output, int output_example, __global const float *x,
        __global float *y) {
      AWAIT
      int item = get_global_id(0);
      if (item >= count) return;
      int example = item / size, within = item % size;
      int column = within % (width * factor_x) / factor_x;
      int line = within / (width * factor_x) % (height * factor_y) / factor_y;
      int channel = within / (width * factor_x) / (height * factor_y);
      y[output + example * output_example + within] =
          x[input + example * input_example + (channel * height + line) * width + column];
    }

    // Extents in another order: those of the output, and how far apart their neighbours are in
    // the input; the last extent comes last.
    typedef struct {
      int rank;
      int extents[8], strides[8];
    } order;

    __kernel void reordered(
        const order o, int count, int size, int input, int input_example, int output,
        int output_example, __global const float *x, __global float *y) {
      AWAIT
      int item = get_global_id(0);
      if (item >= count) return;
      int example = item / size, within = item % size, left = within, from = 0;
      for (int axis = o.rank - 1; axis >= 0; axis--) {
        from += left % o.extents[axis] * o.strides[axis];
        left /= o.extents[axis];
      }
      y[output + example * output_example + within] =
          x[input + example * input_example + from];
    }
    """#
}
