// A part of sparse_convolution_body.h: how the planes of a tile are made.

// MARK: Planes

// target[x] = source[x * stride]; x < count. Both are touched up to a vector (of `stride` times as
// many floats) further.
INLINE void AT_LEVEL(copy_run)(
    float *target, const float *source, ptrdiff_t count, ptrdiff_t stride) {
  if (stride == 1) {
    for (ptrdiff_t x = 0; x < count; x += LANES) v_store(target + x, v_load(source + x));
  } else if (stride == 2) {
    for (ptrdiff_t x = 0; x < count; x += LANES, source += 2 * LANES)
      v_store(target + x, v_even(v_load(source), v_load(source + LANES)));
  } else {
    for (ptrdiff_t x = 0; x < count; x++) target[x] = source[x * stride];
  }
}

INLINE void AT_LEVEL(clear_run)(float *target, ptrdiff_t first, ptrdiff_t last) {
  for (ptrdiff_t x = first; x < last; x += LANES) v_store(target + x, v_zero());
}

// What a plane shows of its image: rows first_row ..< last_row and columns first ..< last; the rest
// lies outside.
typedef struct {
  ptrdiff_t rows, first_row, last_row, first, last;
  // Of the pixel that (first_row, 0) shows, from the start of the channel.
  ptrdiff_t origin;
} AT_LEVEL(view);

// Where 0 <= start + i * stride < extent, among 0 ..< count.
INLINE void AT_LEVEL(visible)(
    ptrdiff_t start, ptrdiff_t stride, ptrdiff_t extent, ptrdiff_t count, ptrdiff_t *first,
    ptrdiff_t *last) {
  ptrdiff_t low = start < 0 ? (stride - 1 - start) / stride : 0;
  ptrdiff_t high = start < extent ? (extent - start + stride - 1) / stride : 0;
  *last = high < count ? high : count;
  *first = low < *last ? low : *last;
}

static AT_LEVEL(view) AT_LEVEL(view_of)(
    const dcs_sparse_convolution *f, const dcs_sparse_plane *p, const dcs_sparse_block *block) {
  AT_LEVEL(view) v = {.rows = block->rows + (ptrdiff_t)p->rows};
  ptrdiff_t y = block->y * f->stride_y + p->row, x = block->x * f->stride_x + p->column;
  AT_LEVEL(visible)(y, f->stride_y, f->height, v.rows, &v.first_row, &v.last_row);
  AT_LEVEL(visible)(x, f->stride_x, f->width, block->columns, &v.first, &v.last);
  v.origin = (y + v.first_row * f->stride_y) * f->width + x;
  return v;
}

// Rows one by one; `inner` vectors each where a row lies inside of the image, else 0.
INLINE void AT_LEVEL(fill_rows)(
    const dcs_sparse_convolution *f, const AT_LEVEL(view) *v, const float *source, float *row,
    ptrdiff_t columns, ptrdiff_t stride, const ptrdiff_t inner) {
  ptrdiff_t step = f->stride_y * f->width;
  for (ptrdiff_t r = v->first_row; r < v->last_row; r++, row += f->pitch, source += step) {
    if (inner > 0) {
      AT_LEVEL(copy_run)(row, source, inner * LANES, stride);
      continue;
    }
    AT_LEVEL(clear_run)(row, 0, v->first);
    AT_LEVEL(copy_run)(row + v->first, source + v->first * stride, v->last - v->first, stride);
    AT_LEVEL(clear_run)(row, v->last, columns);
  }
}

// All rows at once where those of image and plane lie one behind the other alike; then the columns
// beside the image are cleared.
INLINE void AT_LEVEL(fill_flat)(
    const AT_LEVEL(view) *v, const float *source, float *row, ptrdiff_t columns) {
  ptrdiff_t rows = v->last_row - v->first_row;
  ptrdiff_t end = rows * columns - (columns - v->last);
  AT_LEVEL(copy_run)(row + v->first, source + v->first, end - v->first, 1);
  if (v->first == 0 && v->last == columns) return;
  for (ptrdiff_t r = 0; r < rows; r++, row += columns) {
    for (ptrdiff_t x = 0; x < v->first; x++) row[x] = 0;
    for (ptrdiff_t x = v->last; x < columns; x++) row[x] = 0;
  }
}

// The planes of kind `p` of some channels. A row is written up to a vector beyond its end: what
// lies there is written later, or never read.
static void AT_LEVEL(fill_planes)(
    const dcs_sparse_convolution *f, const dcs_sparse_plane *p, const dcs_sparse_block *block,
    const float *image, float *target, size_t channels) {
  AT_LEVEL(view) v = AT_LEVEL(view_of)(f, p, block);
  ptrdiff_t columns = block->columns, pitch = (ptrdiff_t)f->pitch, stride = f->stride_x;
  int is_flat = pitch == f->width && columns == f->width && stride == 1 && f->stride_y == 1;
  int is_inside = v.first == 0 && v.last == columns;
  ptrdiff_t vectors = (columns + LANES - 1) / LANES;
  image += v.origin;
  for (size_t c = 0; c < channels; c++, image += f->height * f->width, target += p->size) {
    for (ptrdiff_t r = 0; r < v.first_row; r++)
      AT_LEVEL(clear_run)(target + r * pitch, 0, columns);
    float *row = target + v.first_row * pitch;
    if (v.first_row == v.last_row)
      ;
    else if (is_flat)
      AT_LEVEL(fill_flat)(&v, image, row, columns);
    else if (is_inside && stride == 1 && vectors == 1)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 1);
    else if (is_inside && stride == 1 && vectors == 2)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 2);
    else if (stride == 1)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 1, 0);
    else if (stride == 2)
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, 2, 0);
    else
      AT_LEVEL(fill_rows)(f, &v, image, row, columns, stride, 0);
    for (ptrdiff_t r = v.last_row; r < v.rows; r++)
      AT_LEVEL(clear_run)(target + r * pitch, 0, columns);
  }
}

// MARK: Fetching ahead

// Rows of the image that the next tile shows: a few are fetched into the second cache with every
// output, so that they are there when their planes are made.
typedef struct {
  const float *channel;
  ptrdiff_t channels, rows, row, row_size, plane_size, lines, rows_an_output;
} AT_LEVEL(ahead);

static AT_LEVEL(ahead) AT_LEVEL(fetch)(
    const dcs_sparse_convolution *f, const dcs_sparse_block *block, const float *image,
    size_t channels, size_t outputs) {
  ptrdiff_t y = block->y * f->stride_y - f->top, x = block->x * f->stride_x - f->left;
  ptrdiff_t bottom = y + (block->rows - 1) * f->stride_y + f->span_y;
  ptrdiff_t right = x + (block->columns - 1) * f->stride_x + f->span_x;
  if (y < 0) y = 0;
  if (x < 0) x = 0;
  if (bottom > f->height) bottom = f->height;
  if (right > f->width) right = f->width;
  AT_LEVEL(ahead) a = {.channels = (ptrdiff_t)channels, .rows = bottom - y};
  if (a.rows <= 0 || right <= x) return (AT_LEVEL(ahead)){0};
  a.channel = image + y * f->width + x;
  a.row_size = f->width;
  a.plane_size = f->width * f->height;
  a.lines = (right - x + 15) / 16 + 1;
  a.rows_an_output = (a.channels * a.rows + (ptrdiff_t)outputs - 1) / (ptrdiff_t)outputs;
  return a;
}

INLINE void AT_LEVEL(fetch_some)(AT_LEVEL(ahead) *a) {
  for (ptrdiff_t n = a->rows_an_output; n > 0 && a->channels > 0; n--) {
    const float *row = a->channel + a->row * a->row_size;
    for (ptrdiff_t i = 0; i < a->lines; i++) __builtin_prefetch(row + 16 * i, 0, 2);
    if (++a->row < a->rows) continue;
    a->row = 0;
    a->channels--;
    a->channel += a->plane_size;
  }
}
