import Datasets
import Tensors
import TestSupport
import Testing

struct RandomShiftTests {
  /// Nine moves of a pixel, from the upper left one on; each knows its place.
  @Test func movesAreNumberedInRows() {
    let moves = RandomShift.Move.all(within: 1)
    #expect(moves.map(\.down) == [-1, -1, -1, 0, 0, 0, 1, 1, 1])
    #expect(moves.map(\.right) == [-1, 0, 1, -1, 0, 1, -1, 0, 1])
    for pixels in 0...3 {
      let all = RandomShift.Move.all(within: pixels)
      #expect(all.count == RandomShift.Move.count(within: pixels))
      #expect(all.map { $0.index(within: pixels) } == Array(all.indices))
    }
  }

  /// One pixel at a time, by the definition: shifted[r, c] = image[r - down, c - right], 0 from
  /// outside.
  private func naive(_ images: Tensor, pixels: Int, side: (Int, Int), random: inout RandomSource)
    -> Tensor
  {
    let (height, width) = side
    let perImage = images.count / images.shape[0]
    var result = Tensor(zeros: images.shape)
    for image in 0..<images.shape[0] {
      let down = random.below(2 * pixels + 1) - pixels
      let right = random.below(2 * pixels + 1) - pixels
      for position in 0..<perImage {
        let (plane, row, column) = (
          position / (height * width), position / width % height, position % width
        )
        let (fromRow, fromColumn) = (row - down, column - right)
        guard (0..<height).contains(fromRow), (0..<width).contains(fromColumn) else { continue }
        result.values[image * perImage + position] =
          images.values[image * perImage + (plane * height + fromRow) * width + fromColumn]
      }
    }
    return result
  }

  @Test(arguments: [1, 2, 3, 4, 9])
  func flatImagesAreSquare(pixels: Int) {
    let images = Tensor.normal([40, 16], seed: 1)
    var (random, twin) = (RandomSource(seed: 2), RandomSource(seed: 2))
    let shifted = RandomShift(pixels: pixels)(images, random: &random)
    #expect(shifted == naive(images, pixels: pixels, side: (4, 4), random: &twin))
    #expect(shifted != images)
  }

  @Test(arguments: [1, 4])
  func channelsMoveTogether(pixels: Int) {
    let images = Tensor.normal([30, 3, 5, 7], seed: 3)
    var (random, twin) = (RandomSource(seed: 4), RandomSource(seed: 4))
    let shifted = RandomShift(pixels: pixels)(images, random: &random)
    #expect(shifted == naive(images, pixels: pixels, side: (5, 7), random: &twin))
  }

  @Test(arguments: [[10, 15], [10, 3, 5]])
  func whatIsNoImageStays(shape: [Int]) {
    let values = Tensor.normal(shape, seed: 5)
    var random = RandomSource(seed: 6)
    #expect(RandomShift(pixels: 2)(values, random: &random) == values)
  }

  @Test func noPixelsDrawNothing() {
    let images = Tensor.normal([2, 16], seed: 1)
    var (random, fresh) = (RandomSource(seed: 2), RandomSource(seed: 2))
    #expect(RandomShift(pixels: 0)(images, random: &random) == images)
    #expect(random.next() == fresh.next())
  }

  @Test func anEmptyBatchStaysEmpty() {
    var random = RandomSource(seed: 2)
    #expect(
      RandomShift(pixels: 1)(Tensor(zeros: [0, 16]), random: &random) == Tensor(zeros: [0, 16]))
  }
}
