/// What treats each value alone, or with its neighbours along the channels. `count` values of all
/// examples, `size` of one; the output may lie where an input lies.
enum ValueKernels {
  static let text = #"""
    #define VALUE \
      AWAIT \
      int item = get_global_id(0); \
      if (item >= count) return; \
      int example = item / size, within = item % size;

    __kernel void element(
        const activation f, int count, int size, int input, int input_example, int output,
        int output_example, __global const float *x, __global float *y) {
      VALUE
      y[output + example * output_example + within] =
          activated(f, x[input + example * input_example + within]);
    }

    // y = a + b
    __kernel void added(
        int count, int size, int a_at, int a_example, int b_at, int b_example, int output,
        int output_example, __global const float *a, __global const float *b,
        __global float *y) {
      VALUE
      y[output + example * output_example + within] =
          a[a_at + example * a_example + within] + b[b_at + example * b_example + within];
    }

    // y = a b, where one number of b is for `share` neighbours of a.
    __kernel void multiplied(
        int share, int count, int size, int a_at, int a_example, int b_at, int b_example,
        int output, int output_example, __global const float *a, __global const float *b,
        __global float *y) {
      VALUE
      y[output + example * output_example + within] =
          a[a_at + example * a_example + within] * b[b_at + example * b_example + within / share];
    }

    // y = (x - origin) factor + shift by channel, whose numbers lie one behind the other.
    __kernel void normalized(
        int pixels, int channels, int count, int size, int input, int input_example, int output,
        int output_example, __global const float *numbers, __global const float *x,
        __global float *y) {
      VALUE
      int channel = within / pixels;
      float v = x[input + example * input_example + within];
      y[output + example * output_example + within] =
          (v - numbers[channel]) * numbers[channels + channel] + numbers[2 * channels + channel];
    }

    // A slope a channel for what is negative.
    __kernel void sloped(
        int pixels, int count, int size, int input, int input_example, int output,
        int output_example, __global const float *slopes, __global const float *x,
        __global float *y) {
      VALUE
      float v = x[input + example * input_example + within];
      y[output + example * output_example + within] = v < 0 ? slopes[within / pixels] * v : v;
    }

    // Over the channels of each pixel: a group of 64 each.
    __kernel GROUP_OF(64, 1) void softmax(
        int channels, int pixels, int input, int input_example, int output, int output_example,
        __global const float *x, __global float *y) {
      LOCAL_ARRAY(parts, 64);
      AWAIT
      int lane = get_local_id(0), example = get_group_id(0) / pixels;
      int pixel = get_group_id(0) % pixels;
      __global const float *source = x + input + example * input_example + pixel;
      __global float *target = y + output + example * output_example + pixel;
      float largest = -INFINITY;
      for (int c = lane; c < channels; c += 64) largest = max(largest, source[c * pixels]);
      parts[lane] = largest;
      for (int apart = 32; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < apart) parts[lane] = max(parts[lane], parts[lane + apart]);
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      largest = parts[0];
      barrier(CLK_LOCAL_MEM_FENCE);
      float sum = 0;
      for (int c = lane; c < channels; c += 64) {
        float value = exp(source[c * pixels] - largest);
        target[c * pixels] = value;
        sum += value;
      }
      parts[lane] = sum;
      for (int apart = 32; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < apart) parts[lane] += parts[lane + apart];
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int c = lane; c < channels; c += 64) target[c * pixels] /= parts[0];
    }
    """#
}
