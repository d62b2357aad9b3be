import CPNG
import CTurboJPEG
import Foundation
import Memory

/// Reading JPEG and PNG files. The kind is told by the first bytes: ImageNet has PNG files whose
/// names end in .JPEG.
package enum ImageFile {
  /// Names that end so are images.
  package static let endings = ["jpg", "jpeg", "png"]
  /// Bytes of a file at most.
  private static let largestFile = 1 << 26
  /// Pixels of an image at most: what a header says is not believed further.
  package static let largestPixelCount = 1 << 26

  /// The image of a file; a missing, damaged or huge one is an error that names it.
  package static func image(of path: String) throws(DatasetError) -> RGBImage {
    try decode(DataFile.content(of: path, limit: largestFile), path: path)
  }

  package static func decode(_ bytes: [UInt8], path: String) throws(DatasetError) -> RGBImage {
    if bytes.starts(with: [0xff, 0xd8]) { return try JPEG(bytes, path: path).image() }
    if bytes.starts(with: [0x89] + Array("PNG".utf8)) { return try png(bytes, path) }
    throw .damagedImage(path: path, reason: "it is neither a JPEG nor a PNG file")
  }

  fileprivate static func check(width: Int, height: Int, _ path: String) throws(DatasetError) {
    guard width > 0, height > 0 else { throw .damagedImage(path: path, reason: "it has no pixels") }
    let (count, overflows) = width.multipliedReportingOverflow(by: height)
    guard !overflows, count <= largestPixelCount else {
      throw .imageTooLarge(path: path, width: width, height: height, limit: largestPixelCount)
    }
    // Pixels of four bytes, and of three.
    do { try MemoryBudget.require(7 * count, for: "'\(path)'") } catch { throw .memory(error) }
  }

  /// libpng's simplified interface, without its jumps. Transparency is dropped, as Pillow's
  /// `convert("RGB")` does.
  private static func png(_ bytes: [UInt8], _ path: String) throws(DatasetError) -> RGBImage {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else {
      throw .damagedImage(path: path, reason: message(of: image))
    }
    let (width, height) = (Int(image.width), Int(image.height))
    try check(width: width, height: height, path)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR) | png_uint_32(PNG_FORMAT_FLAG_ALPHA)
    var pixels = [UInt8](repeating: 0, count: 4 * width * height)
    // A warning (a palette without an entry, a wrong checksum of a side chunk) leaves a whole
    // image.
    guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else {
      throw .damagedImage(path: path, reason: message(of: image))
    }
    let colors = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { target, count in
      count = 3 * width * height
      for pixel in 0..<width * height {
        for channel in 0..<3 { target[3 * pixel + channel] = pixels[4 * pixel + channel] }
      }
    }
    return RGBImage(width: width, height: height, pixels: colors)
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

/// One JPEG file and libjpeg-turbo's decoder. Its TurboJPEG interface returns codes instead of
/// jumping over Swift frames.
private struct JPEG: ~Copyable {
  private let handle: tjhandle
  private let bytes: [UInt8]
  private let path: String

  init(_ bytes: [UInt8], path: String) throws(DatasetError) {
    guard let handle = tjInitDecompress() else {
      throw .damagedImage(path: path, reason: "libjpeg-turbo could not start")
    }
    (self.handle, self.bytes, self.path) = (handle, bytes, path)
  }

  deinit { tjDestroy(handle) }

  func image() throws(DatasetError) -> RGBImage {
    var (width, height, sampling, colorSpace) = (Int32(0), Int32(0), Int32(0), Int32(0))
    let status = tjDecompressHeader3(
      handle, bytes, UInt(bytes.count), &width, &height, &sampling, &colorSpace)
    guard isSound(status) else { throw .damagedImage(path: path, reason: message) }
    try ImageFile.check(width: Int(width), height: Int(height), path)
    let isInked = colorSpace == Int32(TJCS_CMYK.rawValue) || colorSpace == Int32(TJCS_YCCK.rawValue)
    let pixels = try pixels(
      width, height, format: isInked ? TJPF_CMYK : TJPF_RGB, channels: isInked ? 4 : 3)
    return RGBImage(
      width: Int(width), height: Int(height), pixels: isInked ? Self.colors(ofInks: pixels) : pixels
    )
  }

  private func pixels(
    _ width: Int32, _ height: Int32, format: TJPF, channels: Int
  ) throws(DatasetError) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    let status = tjDecompress2(
      handle, bytes, UInt(bytes.count), &pixels, width, 0, height, Int32(format.rawValue),
      TJFLAG_ACCURATEDCT)
    guard isSound(status) else { throw .damagedImage(path: path, reason: message) }
    return pixels
  }

  /// Bytes between two markers are harmless and known from ImageNet; all other warnings mean lost
  /// pixels. Only the last warning is told, so that the file must have its end, too.
  private func isSound(_ status: Int32) -> Bool {
    status == 0
      || (tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue)
        && message.contains("extraneous bytes") && isWhole)
  }

  /// Whether the end of the image stands behind the beginning of its last scan.
  private var isWhole: Bool {
    func last(_ marker: UInt8) -> Int? {
      bytes.indices.dropLast().last { bytes[$0] == 0xff && bytes[$0 + 1] == marker }
    }
    guard let scan = last(0xda), let end = last(0xd9) else { return false }
    return scan < end
  }

  private var message: String { String(cString: tjGetErrorStr2(handle)) }

  /// Photoshop stores inks upside down, 255 for none, and nobody else writes such files: colour =
  /// ink x black / 255.
  private static func colors(ofInks inks: [UInt8]) -> [UInt8] {
    var colors: [UInt8] = []
    colors.reserveCapacity(inks.count / 4 * 3)
    for pixel in stride(from: 0, to: inks.count, by: 4) {
      let black = Int(inks[pixel + 3])
      for channel in 0..<3 {
        colors.append(UInt8((Int(inks[pixel + channel]) * black + 127) / 255))
      }
    }
    return colors
  }
}
