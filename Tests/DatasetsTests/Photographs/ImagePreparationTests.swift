import Datasets
import Testing

struct ImagePreparationTests {
  private func prepared(_ image: RGBImage, _ preparation: ImagePreparation) -> [Float] {
    [Float](unsafeUninitializedCapacity: preparation.shape.reduce(1, *)) { target, count in
      if let base = target.baseAddress { preparation.prepare(image, to: base) }
      count = preparation.shape.reduce(1, *)
    }
  }

  /// Pixel (x, y) is (10 y + x, 100, 200): the middle of 4x4 is what is cut out, blue first.
  @Test func theMiddleIsCutAndTheChannelsOrdered() throws {
    let pixels = (0..<16).flatMap { (place: Int) -> [UInt8] in
      [UInt8(10 * (place / 4) + place % 4), 100, 200]
    }
    let image = RGBImage(width: 4, height: 4, pixels: pixels)
    let plain = try ImagePreparation(size: 4, crop: 2, mean: [0])
    #expect(plain.shape == [3, 2, 2])
    #expect(prepared(image, plain) == [200, 200, 200, 200, 100, 100, 100, 100, 11, 12, 21, 22])
    let colors = try ImagePreparation(
      size: 4, crop: 2, channels: .rgb, mean: [1, 2, 3], scale: [2, 1, 0.5])
    #expect(prepared(image, colors) == [20, 22, 40, 42, 98, 98, 98, 98, 98.5, 98.5, 98.5, 98.5])
  }

  /// An odd margin leaves the smaller part before: Caffe's (256 - 227) / 2 = 14.
  @Test func anOddMarginRoundsDown() throws {
    let image = RGBImage(width: 3, height: 3, pixels: (0..<27).map { UInt8($0) })
    let cut = try ImagePreparation(size: 3, crop: 2, channels: .rgb, mean: [0])
    #expect(Array(prepared(image, cut)[..<4]) == [0, 3, 9, 12])
  }

  /// 8x4 to a short side of 2 is 4x2 (each pixel is a column's mean); warped it is 2x2.
  @Test func aspectKeepsProportionsAndWarpDoesNot() throws {
    let left = SampleImages.sharp(width: 8, height: 4)
    let kept = AntialiasedResize.resize(left, width: 4, height: 2)
    let aspect = prepared(
      left, try ImagePreparation(resize: .aspect, size: 2, crop: 2, channels: .rgb, mean: [0]))
    #expect(aspect[0] == Float(kept.pixels[3]) && aspect[3] == Float(kept.pixels[3 * 6]))
    let warped = prepared(left, try ImagePreparation(size: 2, crop: 2, channels: .rgb, mean: [0]))
    #expect(warped[0] == Float(AntialiasedResize.resize(left, width: 2, height: 2).pixels[0]))
    let tall = SampleImages.sharp(width: 3, height: 10)
    #expect(prepared(tall, try ImagePreparation(resize: .aspect, size: 2, crop: 2)).count == 12)
  }

  @Test func badSettingsAreNamed() {
    func message(_ body: () throws(DatasetError) -> ImagePreparation) -> String? {
      do throws(DatasetError) {
        _ = try body()
        return nil
      } catch { return error.description }
    }
    #expect(
      message { () throws(DatasetError) in try ImagePreparation(size: 0) }
        == "size must be between 1 and 4096")
    #expect(
      message { () throws(DatasetError) in try ImagePreparation(size: 100, crop: 101) }
        == "crop must be between 1 and size, 100")
    #expect(
      message { () throws(DatasetError) in try ImagePreparation(mean: [1, 2]) }
        == "mean is one number, or three in the order of the channels")
    #expect(
      message { () throws(DatasetError) in try ImagePreparation(scale: [.infinity]) }
        == "scale is one number, or three in the order of the channels")
  }
}
