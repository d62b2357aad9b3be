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
#define TILE 1
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED 
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, table[entry & ((1u << p.code_bits) - 1)]) \
      column++; \
    } \
     \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(sparse, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 2
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED 
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, table[entry & ((1u << p.code_bits) - 1)]) \
      column++; \
    } \
     \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(sparse, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 4
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED ROLLED
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, table[entry & ((1u << p.code_bits) - 1)]) \
      column++; \
    } \
     \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(sparse, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 8
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED ROLLED
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, table[entry & ((1u << p.code_bits) - 1)]) \
      column++; \
    } \
     \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(sparse, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 1
#define LOAD_TABLE 
#define MAYBE_ROLLED 
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
uint value = value_at[row] + lane; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, values[value]) \
      column++; \
    } \
    value += lanes; \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(pruned, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 2
#define LOAD_TABLE 
#define MAYBE_ROLLED 
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
uint value = value_at[row] + lane; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, values[value]) \
      column++; \
    } \
    value += lanes; \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(pruned, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 4
#define LOAD_TABLE 
#define MAYBE_ROLLED ROLLED
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
uint value = value_at[row] + lane; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, values[value]) \
      column++; \
    } \
    value += lanes; \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(pruned, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 8
#define LOAD_TABLE 
#define MAYBE_ROLLED ROLLED
#define ROW(term) int width = p.gap_bits + p.code_bits; \
uint idle = (1u << p.gap_bits) - 1, mask = (1u << width) - 1, last = row_at[row + 1]; \
uint column = starts[row * lanes + lane]; \
uint value = value_at[row] + lane; \
ulong held = 0; \
int bits = 0; \
for (uint word = row_at[row] + lane; word < last; word += lanes) { \
  held |= (ulong)words[word] << bits; \
  ROLLED \
  for (bits += 32; bits >= width; bits -= width) { \
    uint entry = (uint)held & mask, gap = entry >> p.code_bits; \
    held >>= width; \
    column += gap; \
    if (gap != idle) { \
      term(column, values[value]) \
      column++; \
    } \
    value += lanes; \
  } \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(pruned, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 1
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED 
#define ROW(term) int words_of_row = (p.columns * p.code_bits + 31) / 32; \
uint mask = (1u << p.code_bits) - 1; \
MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) { \
  int bit = column * p.code_bits, word = row * words_of_row + bit / 32; \
  uint low = words[word] >> bit % 32; \
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0; \
  term(column, table[(low | high) & mask]) \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(codes, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 2
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED 
#define ROW(term) int words_of_row = (p.columns * p.code_bits + 31) / 32; \
uint mask = (1u << p.code_bits) - 1; \
MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) { \
  int bit = column * p.code_bits, word = row * words_of_row + bit / 32; \
  uint low = words[word] >> bit % 32; \
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0; \
  term(column, table[(low | high) & mask]) \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(codes, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 4
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED ROLLED
#define ROW(term) int words_of_row = (p.columns * p.code_bits + 31) / 32; \
uint mask = (1u << p.code_bits) - 1; \
MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) { \
  int bit = column * p.code_bits, word = row * words_of_row + bit / 32; \
  uint low = words[word] >> bit % 32; \
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0; \
  term(column, table[(low | high) & mask]) \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(codes, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 8
#define LOAD_TABLE for (int i = item; i < p.table; i += items) table[i] = values[i]; barrier(CLK_LOCAL_MEM_FENCE);
#define MAYBE_ROLLED ROLLED
#define ROW(term) int words_of_row = (p.columns * p.code_bits + 31) / 32; \
uint mask = (1u << p.code_bits) - 1; \
MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) { \
  int bit = column * p.code_bits, word = row * words_of_row + bit / 32; \
  uint low = words[word] >> bit % 32; \
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0; \
  term(column, table[(low | high) & mask]) \
}
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(codes, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 1
#define LOAD_TABLE 
#define MAYBE_ROLLED 
#define ROW(term) MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) \
  term(column, values[row * p.columns + column])
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(floats, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 2
#define LOAD_TABLE 
#define MAYBE_ROLLED 
#define ROW(term) MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) \
  term(column, values[row * p.columns + column])
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(floats, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 4
#define LOAD_TABLE 
#define MAYBE_ROLLED ROLLED
#define ROW(term) MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) \
  term(column, values[row * p.columns + column])
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(floats, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define TILE 8
#define LOAD_TABLE 
#define MAYBE_ROLLED ROLLED
#define ROW(term) MAYBE_ROLLED \
for (int column = lane; column < p.columns; column += lanes) \
  term(column, values[row * p.columns + column])
#define TERM(column, weight) { \
  float w = weight; \
  int tap = tap_of(p, taps, column); \
  for (int t = 0; t < TILE; t++) sum[t] = fma(w, x[base[t] + tap], sum[t]); \
}
__kernel void NAMED(floats, TILE)(
    const product p, __global const uint *restrict words,
    __global const uint *restrict row_at, __global const ushort *restrict starts,
    __global const uint *restrict value_at, __global const float *restrict values,
    __global const int *restrict taps, __global const float *x,
    __global const float *restrict bias, __global const float *addend, __global float *y,
    LOCAL_ARGUMENT(table), LOCAL_ARGUMENT(sums)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(sums)
  const int place = get_local_id(0), side = get_local_size(0);
  const int lane = get_local_id(1), lanes = get_local_size(1);
  // Groups are numbered in one direction, which alone has room for any number of them.
  const int blocks = (p.places + TILE * side - 1) / (TILE * side);
  const int row = get_group_id(0) / blocks * get_local_size(2) + get_local_id(2);
  const int item = ((int)get_local_id(2) * lanes + lane) * side + place;
  const int items = side * lanes * get_local_size(2);
  const int first = (int)get_group_id(0) % blocks * TILE * side + place;
  float sum[TILE];
  int base[TILE];
  LOAD_TABLE
  AWAIT
  for (int t = 0; t < TILE; t++) {
    base[t] = origin(p, min(first + t * side, p.places - 1)) + row / p.group_rows * p.group;
    sum[t] = 0;
  }
  if (row < p.rows) {
    ROW(TERM)
  }
  if (lanes > 1) {
    for (int t = 0; t < TILE; t++) sums[item * TILE + t] = sum[t];
    for (int apart = lanes / 2; apart > 0; apart /= 2) {
      barrier(CLK_LOCAL_MEM_FENCE);
      if (lane < apart)
        for (int t = 0; t < TILE; t++) {
          sum[t] += sums[(item + apart * side) * TILE + t];
          sums[item * TILE + t] = sum[t];
        }
    }
  }
  if (row < p.rows && lane == 0)
    for (int t = 0; t < TILE; t++)
      if (first + t * side < p.places)
        finish(p, row, first + t * side, sum[t], bias, addend, y);
}
#undef TERM
#undef ROW
#undef MAYBE_ROLLED
#undef LOAD_TABLE
#undef TILE
#define WEIGHT(row, column) table[code_at(words, words_of_row, p.code_bits, row, column)]
#ifndef CODE_AT
#define CODE_AT
uint code_at(__global const uint *words, int words_of_row, int bits, int row, int column) {
  int bit = column * bits, word = row * words_of_row + bit / 32;
  uint low = words[word] >> bit % 32;
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0;
  return (low | high) & ((1u << bits) - 1);
}
#endif
__kernel GROUP_OF(16, 16) void tile_codes(
    const product p, __global const uint *restrict words,
    __global const float *restrict values, __global const int *restrict taps,
    __global const float *x, __global const float *restrict bias,
    __global const float *addend, __global float *y, LOCAL_ARGUMENT(table),
    LOCAL_ARGUMENT(shared)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(shared)
  const int tx = get_local_id(0), ty = get_local_id(1), item = ty * 16 + tx;
  const int first_place = get_group_id(0) * 64;
  const int groups = p.rows / p.group_rows, blocks = get_num_groups(1) / groups;
  const int group = get_group_id(1) / blocks;
  const int first_row = group * p.group_rows + get_group_id(1) % blocks * 64;
  const int end_row = (group + 1) * p.group_rows;
  const int words_of_row = (p.columns * p.code_bits + 31) / 32;
  __local float *a = shared, *b = shared + 16 * 64;
  const int base =
      origin(p, min(first_place + item % 64, p.places - 1)) + group * p.group;
  float sum[4][4];
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) sum[i][j] = 0;
  for (int i = item; i < p.table; i += 256) table[i] = values[i];
  AWAIT
  for (int first = 0; first < p.columns; first += 16) {
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < 4; i++) {
      int column = first + item % 16, row = first_row + item / 16 + 16 * i;
      a[item % 16 * 64 + item / 16 + 16 * i] =
          column < p.columns && row < end_row ? WEIGHT(row, column) : 0;
    }
    for (int i = 0; i < 4; i++) {
      int k = item / 64 + 4 * i, column = first + k;
      b[k * 64 + item % 64] =
          column < p.columns ? x[base + tap_of(p, taps, column)] : 0;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < 16; k++)
      for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
          sum[i][j] = fma(a[k * 64 + ty + 16 * i], b[k * 64 + tx + 16 * j], sum[i][j]);
  }
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      int row = first_row + ty + 16 * i, place = first_place + tx + 16 * j;
      if (row < end_row && place < p.places)
        finish(p, row, place, sum[i][j], bias, addend, y);
    }
}
#undef WEIGHT
#define WEIGHT(row, column) values[(row) * p.columns + (column)]
#ifndef CODE_AT
#define CODE_AT
uint code_at(__global const uint *words, int words_of_row, int bits, int row, int column) {
  int bit = column * bits, word = row * words_of_row + bit / 32;
  uint low = words[word] >> bit % 32;
  uint high = bit % 32 ? words[word + 1] << (32 - bit % 32) : 0;
  return (low | high) & ((1u << bits) - 1);
}
#endif
__kernel GROUP_OF(16, 16) void tile_floats(
    const product p, __global const uint *restrict words,
    __global const float *restrict values, __global const int *restrict taps,
    __global const float *x, __global const float *restrict bias,
    __global const float *addend, __global float *y, LOCAL_ARGUMENT(table),
    LOCAL_ARGUMENT(shared)) {
  LOCAL_FLOATS(table)
  LOCAL_FLOATS(shared)
  const int tx = get_local_id(0), ty = get_local_id(1), item = ty * 16 + tx;
  const int first_place = get_group_id(0) * 64;
  const int groups = p.rows / p.group_rows, blocks = get_num_groups(1) / groups;
  const int group = get_group_id(1) / blocks;
  const int first_row = group * p.group_rows + get_group_id(1) % blocks * 64;
  const int end_row = (group + 1) * p.group_rows;
  const int words_of_row = (p.columns * p.code_bits + 31) / 32;
  __local float *a = shared, *b = shared + 16 * 64;
  const int base =
      origin(p, min(first_place + item % 64, p.places - 1)) + group * p.group;
  float sum[4][4];
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) sum[i][j] = 0;
  
  AWAIT
  for (int first = 0; first < p.columns; first += 16) {
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int i = 0; i < 4; i++) {
      int column = first + item % 16, row = first_row + item / 16 + 16 * i;
      a[item % 16 * 64 + item / 16 + 16 * i] =
          column < p.columns && row < end_row ? WEIGHT(row, column) : 0;
    }
    for (int i = 0; i < 4; i++) {
      int k = item / 64 + 4 * i, column = first + k;
      b[k * 64 + item % 64] =
          column < p.columns ? x[base + tap_of(p, taps, column)] : 0;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < 16; k++)
      for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++)
          sum[i][j] = fma(a[k * 64 + ty + 16 * i], b[k * 64 + tx + 16 * j], sum[i][j]);
  }
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      int row = first_row + ty + 16 * i, place = first_place + tx + 16 * j;
      if (row < end_row && place < p.places)
        finish(p, row, place, sum[i][j], bias, addend, y);
    }
}
#undef WEIGHT
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