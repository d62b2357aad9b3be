import CPNG

/// The canvas as a palette PNG file with text chunks.
///
/// libpng's simplified interface reports errors by return value: its classic one jumps over Swift
/// frames.
///
/// - Parameter pixelsPerPoint: of a 72nd inch, for who prints it.
package func encodePNG(
  _ canvas: PixelCanvas, texts: [(keyword: String, text: String)], pixelsPerPoint: Double = 2
) throws(PlottingError) -> [UInt8] {
  let indexed = IndexedPixels(canvas)
  var image = png_image()
  image.version = png_uint_32(PNG_IMAGE_VERSION)
  image.width = png_uint_32(canvas.width)
  image.height = png_uint_32(canvas.height)
  image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR) | png_uint_32(PNG_FORMAT_FLAG_COLORMAP)
  image.colormap_entries = png_uint_32(indexed.palette.count / 3)
  let bytes = try write(&image, pixels: indexed.indices, palette: indexed.palette)
  return insertChunks(texts, pixelsPerPoint: pixelsPerPoint, into: bytes)
}

private func write(
  _ image: inout png_image, pixels: [UInt8], palette: [UInt8]
) throws(PlottingError) -> [UInt8] {
  // The worst case of deflate is a little more than the pixels; small pictures are mostly headers.
  var bytes = [UInt8](repeating: 0, count: pixels.count + pixels.count / 100 + 4096)
  var size = png_alloc_size_t(bytes.count)
  guard png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, palette) != 0,
    size <= bytes.count
  else {
    throw .encodingFailed(message(of: image))
  }
  return Array(bytes.prefix(Int(size)))
}

private func message(of image: png_image) -> String {
  withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

/// The pixels of a PNG file as 8-bit RGB.
///
/// - Throws: `PlottingError.encodingFailed` with libpng's message if the bytes are no PNG file.
package func decodePNG(_ file: [UInt8]) throws(PlottingError) -> (
  width: Int, height: Int, bytes: [UInt8]
) {
  var image = png_image()
  image.version = png_uint_32(PNG_IMAGE_VERSION)
  guard png_image_begin_read_from_memory(&image, file, file.count) != 0 else {
    throw .encodingFailed(message(of: image))
  }
  image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
  var bytes = [UInt8](repeating: 0, count: Int(image.width) * Int(image.height) * 3)
  guard png_image_finish_read(&image, nil, &bytes, 0, nil) != 0 else {
    throw .encodingFailed(message(of: image))
  }
  return (Int(image.width), Int(image.height), bytes)
}
