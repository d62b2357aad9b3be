/// Windows over planes, and sums over all of a plane.
enum WindowKernels {
  static let text = #"""
    // Windows over the planes of a batch [examples, channels, height, width].
    typedef struct {
      int planes, channels, height, width, kernel_height, kernel_width;
      int stride_y, stride_x, top, left, bottom, right, output_height, output_width;
      int input, input_example, output, output_example;
      // Whether padding counts as zeros of an average.
      int counts_padding;
    } windows;

    // Of one output: its plane's place, and its window within the image.
    #define WINDOW \
      AWAIT \
      int item = get_global_id(0), size = w.output_height * w.output_width; \
      if (item >= w.planes * size) return; \
      int plane = item / size, within = item % size; \
      int example = plane / w.channels, channel = plane % w.channels; \
      int top = within / w.output_width * w.stride_y - w.top; \
      int left = within % w.output_width * w.stride_x - w.left; \
      int bottom = min(top + w.kernel_height, w.height + w.bottom); \
      int right = min(left + w.kernel_width, w.width + w.right); \
      int padded_area = (bottom - top) * (right - left); \
      top = max(top, 0); \
      left = max(left, 0); \
      bottom = min(bottom, w.height); \
      right = min(right, w.width); \
      __global const float *source = \
          x + w.input + example * w.input_example + channel * w.height * w.width; \
      __global float *target = \
          y + w.output + example * w.output_example + channel * size + within;

    // nan wins and stays.
    __kernel void max_pool(const windows w, __global const float *x, __global float *y) {
      WINDOW
      float largest = source[top * w.width + left];
      for (int i = top; i < bottom; i++)
        for (int j = left; j < right; j++) {
          float value = source[i * w.width + j];
          if ((value > largest || value != value) && largest == largest) largest = value;
        }
      *target = largest;
    }

    __kernel void average_pool(const windows w, __global const float *x, __global float *y) {
      WINDOW
      float sum = 0;
      for (int i = top; i < bottom; i++)
        for (int j = left; j < right; j++) sum += source[i * w.width + j];
      *target = sum / (w.counts_padding ? padded_area : (bottom - top) * (right - left));
    }

    // y[plane] = mean of the plane: a group of 32 each.
    __kernel GROUP_OF(32, 1) void plane_means(
        int channels, int size, int input, int input_example, int output, int output_example,
        __global const float *x, __global float *y) {
      LOCAL_ARRAY(sums, 32);
      AWAIT
      int lane = get_local_id(0), plane = get_group_id(0);
      int example = plane / channels, channel = plane % channels;
      __global const float *source = x + input + example * input_example + channel * size;
      float sum = 0;
      for (int i = lane; i < size; i += 32) sum += source[i];
      sums[lane] = sum;
      for (int apart = 16; apart > 0; apart /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < apart) sums[lane] += sums[lane + apart];
      }
      if (lane == 0) y[output + example * output_example + channel] = sums[0] / size;
    }

    // y = x (base + factor sum of x^2 over the channels around it)^-beta
    __kernel void local_response(
        int count, int channels, int pixels, int reach, float factor, float beta, float base,
        int input, int input_example, int output, int output_example, __global const float *x,
        __global float *y) {
      AWAIT
      int item = get_global_id(0), size = channels * pixels;
      if (item >= count) return;
      int example = item / size, channel = item % size / pixels, pixel = item % pixels;
      __global const float *source = x + input + example * input_example + pixel;
      float sum = 0;
      for (int c = max(0, channel - reach); c <= min(channels - 1, channel + reach); c++)
        sum = fma(source[c * pixels], source[c * pixels], sum);
      float scale = base + factor * sum;
      float share = beta == 0.75f ? 1 / (sqrt(scale) * sqrt(sqrt(scale))) : pow(scale, -beta);
      y[output + example * output_example + item % size] = source[channel * pixels] * share;
    }
    """#
}
