import Datasets
import Tensors
import TestSupport
import Testing

struct PhotographsTests {
  private let preparation: ImagePreparation

  init() throws { preparation = try ImagePreparation(size: 2, crop: 2, channels: .rgb, mean: [0]) }

  /// Twelve files: every third is a JPEG of 9x6, the others are PNGs of 3x2.
  private func examples(in folder: TemporaryFolder) throws -> Examples {
    let paths = try (0..<12).map {
      try folder.write(
        ($0 % 3 == 0 ? SampleImages.colored : SampleImages.png).bytes, to: "\($0).jpg")
    }
    return Examples(
      photographs: Photographs(paths: paths, preparation: preparation),
      labels: (0..<12).map { Int32($0) })
  }

  @Test func inputsAreDecodedWhereTheyAreWanted() throws {
    let folder = try TemporaryFolder()
    let examples = try examples(in: folder)
    #expect(examples.shape == [3, 2, 2] && examples.count == 12 && examples.classCount == 12)
    let small = AntialiasedResize.resize(
      SampleImages.sharp(width: 3, height: 2), width: 2, height: 2)
    let expected = (0..<3).flatMap { channel in
      (0..<4).map { Float(small.pixels[3 * $0 + channel]) }
    }
    let batch = try examples[3..<9].inputs(at: [1, 0, 2])
    #expect(batch.shape == [3, 3, 2, 2])
    #expect(Array(batch.values[..<12]) == expected && Array(batch.values[24...]) == expected)
    #expect(batch.values[12] != expected[0])
  }

  /// Nothing is read before it is needed, and the fault told is the first one, whatever the number
  /// of threads.
  @Test(arguments: [1, 4]) func aBrokenFileIsNamedWhenItIsNeeded(threads: Int) throws {
    let folder = try TemporaryFolder()
    let examples = try examples(in: folder)
    try folder.write([0xff, 0xd8, 0xff], to: "5.jpg")
    try folder.write([1], to: "7.jpg")
    func inputs(_ positions: [Int]) throws -> Tensor {
      try Parallel.$threads.withValue(threads) { try examples.inputs(at: positions) }
    }
    #expect(try inputs([0, 1, 2, 3, 4]).shape[0] == 5)
    let error = #expect(throws: DatasetError.self) { try inputs([8, 5, 7]) }
    #expect(error?.description.hasPrefix("\(folder.path)/5.jpg is a damaged image: ") == true)
    let junk = DatasetError.damagedImage(
      path: "\(folder.path)/7.jpg", reason: "it is neither a JPEG nor a PNG file")
    #expect(throws: junk) { try inputs([6, 7, 8]) }
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let folder = try TemporaryFolder()
    let examples = try examples(in: folder)
    let alone = try Parallel.$threads.withValue(1) { try examples.inputs(at: 0..<12) }
    #expect(try Parallel.$threads.withValue(4) { try examples.inputs(at: 0..<12) } == alone)
  }
}
