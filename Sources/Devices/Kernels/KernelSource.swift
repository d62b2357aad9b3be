/// All kernels as one program, in a language that each back end makes its own by a few words.
///
/// Sums have one order, which depends on the weights' layout alone: a device gives the same bits
/// every time, whatever the work-groups are, and for a batch what it gives for its examples.
package enum KernelSource {
  /// OpenCL C 1.2, what every driver builds.
  package static let openCL = openCLWords + "\n" + text
  /// CUDA C, from which `Scripts/Peers/ptx.py` makes the text that NVIDIA's driver takes.
  package static let cuda = cudaWords + "\n" + text

  private static let text =
    ([shared] + products + [TileKernels.text(codes: true), TileKernels.text(codes: false)]
    + [WindowKernels.text, ValueKernels.text, MovementKernels.text])
    .joined(separator: "\n")

  /// Places side by side that one work-item sums at once.
  static let tiles = [1, 2, 4, 8]

  private static let products = ProductKernels.Form.allCases.flatMap { form in
    tiles.map { ProductKernels.text(form, tile: $0) }
  }

  /// What is said in another way in each language: memory that a group shares, of a size that is
  /// fixed or comes with the launch; groups of a fixed size; and waiting for the kernel before,
  /// which must stand before anything is read that another kernel writes, or written.
  private static let openCLWords = """
    #pragma OPENCL FP_CONTRACT OFF
    #define GROUP_OF(x, y) __attribute__((reqd_work_group_size(x, y, 1)))
    #define LOCAL_ARRAY(name, count) __local float name[count]
    #define LOCAL_ARGUMENT(name) __local float *name
    #define LOCAL_FLOATS(name)
    #define NOT_INLINED
    #define ROLLED
    #define AWAIT
    """

  /// Cards of compute capability 9 launch a kernel early, so that it reads its tables while the one
  /// before ends. A comment stands where PTX has words for that, and `PTX` replaces it there.
  private static let cudaWords = """
    typedef unsigned int uint;
    typedef unsigned short ushort;
    typedef unsigned long long ulong;
    #define __kernel extern "C" __global__
    #define __global
    #define __local
    #define restrict __restrict__
    #define INFINITY __int_as_float(0x7f800000)
    #define CLK_LOCAL_MEM_FENCE
    #define barrier(fence) __syncthreads()
    #define mul_hi(a, b) __umulhi(a, b)
    #define AXIS(v, d) ((d) == 0 ? v.x : (d) == 1 ? v.y : v.z)
    #define get_local_id(d) AXIS(threadIdx, d)
    #define get_local_size(d) AXIS(blockDim, d)
    #define get_group_id(d) AXIS(blockIdx, d)
    #define get_num_groups(d) AXIS(gridDim, d)
    #define get_global_id(d) (get_group_id(d) * get_local_size(d) + get_local_id(d))
    #define GROUP_OF(x, y) __launch_bounds__((x) * (y))
    extern __shared__ float group_floats[];
    #define LOCAL_ARRAY(name, count) static __shared__ float name[count]
    #define LOCAL_ARGUMENT(name) int name##_at
    #define LOCAL_FLOATS(name) float *name = group_floats + name##_at;
    #define NOT_INLINED __noinline__
    #define ROLLED _Pragma("unroll 1")
    #define AWAIT asm volatile("// await" ::: "memory");
    """

  private static let shared = #"""
    #define JOIN(a, b) a##_##b
    #define NAMED(a, b) JOIN(a, b)

    // A function of one value: the numbers are those of DeviceActivation.
    typedef struct {
      int kind;
      float low, high, slope, offset;
    } activation;

    float gate(float v, float slope, float offset) {
      float t = slope * v + offset;
      return t < 0 ? 0 : t > 1 ? 1 : t;
    }

    // Those with powers of e, kept apart: they are long.
    NOT_INLINED float curved(int kind, float slope, float v) {
      switch (kind) {
        case 5: return v > 0 ? v : slope * expm1(v);
        case 6: return v / (1 + exp(-v));
        case 7: return 1 / (1 + exp(-v));
        default: return tanh(v);
      }
    }

    float activated(const activation f, float v) {
      switch (f.kind) {
        case 0: return v;
        case 1: return v < f.low ? f.low : v > f.high ? f.high : v;
        case 2: return v < 0 ? f.slope * v : v;
        case 3: return gate(v, f.slope, f.offset);
        case 4: return v * gate(v, f.slope, f.offset);
        default: return curved(f.kind, f.slope, v);
      }
    }

    // One product, y = f(W x + b + a), as DeviceProduct lays it out; all places in floats.
    typedef struct {
      // Outputs; those of one group; inputs of one output.
      int rows, group_rows, columns;
      // Bits of a gap and of a code, floats of the table of values.
      int gap_bits, code_bits, table;
      // Output places of all examples, of one example, of one line.
      int places, pixels, width;
      // Where the input begins; from one example, group, line and place to the next.
      int input, example, group, line, step;
      // From one column to the next; 0: by the table of taps, which has the columns of one
      // channel's window, so many, channels being `plane` apart. `magic` divides by their number:
      // 2^32 / area, rounded up, which is exact for columns below 2^16.
      int tap, area, plane;
      uint magic;
      // Where outputs and addends begin, and from one example to the next.
      int output, output_example, addend, addend_example;
      int has_bias, has_addend;
      activation f;
    } product;

    // Where a column lies, from the first of its window on.
    int tap_of(const product p, __global const int *taps, uint column) {
      if (p.tap) return column * p.tap;
      uint channel = mul_hi(column, p.magic);
      return channel * p.plane + taps[column - channel * p.area];
    }

    // Where the input of an output place begins.
    int origin(const product p, int place) {
      int within = place % p.pixels;
      return p.input + place / p.pixels * p.example + within / p.width * p.line +
             within % p.width * p.step;
    }

    // What follows the sum of an output.
    void finish(
        const product p, int row, int place, float sum, __global const float *bias,
        __global const float *addend, __global float *y) {
      int example = place / p.pixels, within = row * p.pixels + place % p.pixels;
      if (p.has_bias) sum += bias[row];
      if (p.has_addend) sum += addend[p.addend + example * p.addend_example + within];
      y[p.output + example * p.output_example + within] = activated(p.f, sum);
    }
    """#
}
