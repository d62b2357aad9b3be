import Datasets
import Testing

struct PixelValuesTests {
  @Test func oneNumberIsForAllChannels() throws {
    let colors = try PixelValues(channels: .bgr, mean: [1], scale: [1, 2, 3])
    #expect(colors.mean == [1, 1, 1] && colors.scale == [1, 2, 3])
    #expect(try PixelValues(channels: .grey, mean: [1], scale: [2]).mean == [1])
  }

  @Test func otherNumbersAreRefused() {
    #expect(
      throws: DatasetError.badPreparation(
        .mean, "is one number, or three in the order of the channels")
    ) { try PixelValues(channels: .rgb, mean: [1, 2], scale: [1]) }
    #expect(throws: DatasetError.badPreparation(.scale, "is one number for grey images")) {
      try PixelValues(channels: .grey, mean: [0], scale: [1, 2, 3])
    }
  }
}
