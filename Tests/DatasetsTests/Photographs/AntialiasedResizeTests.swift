import Datasets
import Testing

/// Expected: Pillow 12, np.asarray(sharp(w, h).resize((W, H), Image.BILINEAR)) (SampleImages).
struct AntialiasedResizeTests {
  @Test func everyPixelIsPillows() {
    let resized = AntialiasedResize.resize(
      SampleImages.sharp(width: 7, height: 5), width: 4, height: 3)
    #expect(
      resized.pixels == [
        64, 117, 165, 127, 149, 145, 121, 143, 167, 153, 129, 119,
        165, 157, 130, 137, 130, 124, 121, 142, 93, 168, 147, 132,
        130, 120, 168, 117, 110, 106, 123, 116, 92, 112, 102, 148,
      ])
  }

  /// (w, h, W, H, MD5 of the pixels): smaller, larger, both, one side only, a single pixel.
  @Test(arguments: [
    (37, 29, 13, 17, "2a202602527bcfd03a82ef43859b65b7"),
    (5, 4, 9, 11, "c9b2562d3fcd1e40aca63664fbb84e4f"),
    (300, 200, 256, 256, "7a19c3f9832f2e07f27424372b60e10a"),
    (64, 48, 64, 20, "9e1f7b217539399f229a5986f78ea080"),
    (48, 64, 20, 64, "81efb03329fc09929ffba0cce3d8a32a"),
    (1, 1, 3, 2, "32bd4cf34108b6acf5de73d100ee636b"),
    (500, 3, 7, 3, "93de0f34728f85825b6fe9884d43af93"),
  ])
  func everySizeIsPillows(width: Int, height: Int, newWidth: Int, newHeight: Int, digest: String)
    throws
  {
    let resized = AntialiasedResize.resize(
      SampleImages.sharp(width: width, height: height), width: newWidth, height: newHeight)
    #expect(resized.width == newWidth && resized.height == newHeight)
    #expect(try DataFile.md5(resized.pixels) == digest)
  }

  /// Half the size: each target pixel is a triangle over four, 1 : 3 : 3 : 1, cut and normalised at
  /// the edge.
  @Test func windowsAreTriangles() {
    let windows = AntialiasedResize.windows(from: 8, to: 4)
    let one = Double(1 << 22)
    #expect(windows.map(\.start) == [0, 1, 3, 5])
    #expect(windows[1].coefficients.map { Double($0) / one } == [0.125, 0.375, 0.375, 0.125])
    #expect(windows[0].coefficients.map { ($0 * 7 + 1 << 21) >> 22 } == [3, 3, 1])
  }

  @Test func aFlatImageStaysFlat() {
    let flat = RGBImage(width: 31, height: 17, pixels: [UInt8](repeating: 255, count: 3 * 31 * 17))
    #expect(AntialiasedResize.resize(flat, width: 8, height: 29).pixels.allSatisfy { $0 == 255 })
  }
}
