/// An image of 8-bit pixels, red, green and blue side by side.
package struct RGBImage: Sendable, Equatable {
  package let width: Int
  package let height: Int
  /// [height, width, 3]
  package let pixels: [UInt8]

  /// Precondition: three bytes a pixel.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
    (self.width, self.height, self.pixels) = (width, height, pixels)
  }
}
