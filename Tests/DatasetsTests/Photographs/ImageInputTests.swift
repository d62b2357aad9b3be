import Datasets
import Tensors
import TestSupport
import Testing

/// Of SampleImages.png, 3x2 pixels.
struct ImageInputTests {
  private func tensor(_ input: ImageInput, _ extents: [Int?]) throws -> Tensor {
    let folder = try TemporaryFolder()
    let path = try folder.write(SampleImages.png.bytes, to: "a.png")
    return try input.tensor(path: path, extents: extents)
  }

  @Test func colorsBecomePlanesOfFractions() throws {
    let tensor = try tensor(ImageInput(), [3, 2, 3])
    #expect(tensor.shape == [3, 2, 3])
    #expect(
      tensor.values
        == (0..<3).flatMap { channel in
          (0..<6).map { Float(SampleImages.sharpPixels[3 * $0 + channel]) * Float(1.0 / 255) }
        })
  }

  @Test func valuesAreAsAsked() throws {
    let input = ImageInput(channels: .bgr, mean: [1, 2, 3], scale: [2])
    #expect(try tensor(input, [3, 2, 3]).values[0] == 2 * (106 - 1))
    #expect(try tensor(input, [3, 2, 3]).values[6] == 2 * (53 - 2))
  }

  /// The grey pixels are those of Pillow's convert("L"), 43 and so on, in the grey sample file.
  @Test func oneChannelIsGrey() throws {
    let input = ImageInput(scale: [1])
    #expect(try tensor(input, [1, 2, 3]).values == [43, 80, 117, 144, 188, 203])
  }

  @Test func flatInputsAreSquares() throws {
    #expect(try tensor(ImageInput(), [4]).shape == [4])
    #expect(try tensor(ImageInput(), [12]).shape == [12])
  }

  @Test func openExtentsAreTheImagesOwn() throws {
    #expect(try tensor(ImageInput(), [3, nil, nil]).shape == [3, 2, 3])
    #expect(try tensor(ImageInput(size: 5), [nil, nil, nil]).shape == [3, 5, 5])
  }

  /// Resized to 4x4, the middle of which is cut out.
  @Test func theMiddleIsCut() throws {
    let whole = try tensor(ImageInput(), [1, 4, 4]).values
    #expect(
      try tensor(ImageInput(size: 4), [1, 2, 2]).values == [
        whole[5], whole[6], whole[9], whole[10],
      ])
  }

  @Test func whatIsNoImageIsRefused() {
    #expect(throws: DatasetError.noImageInput(shape: "[7]")) { try tensor(ImageInput(), [7]) }
    #expect(throws: DatasetError.noImageInput(shape: "[2, ?, 3]")) {
      try tensor(ImageInput(), [2, nil, 3])
    }
    #expect(throws: DatasetError.badPreparation(.size, "must be between 4 and 4096")) {
      try tensor(ImageInput(size: 3), [3, 4, 4])
    }
    #expect(throws: DatasetError.badPreparation(.channels, "must be grey for this net")) {
      try tensor(ImageInput(channels: .rgb), [1, 4, 4])
    }
  }
}
