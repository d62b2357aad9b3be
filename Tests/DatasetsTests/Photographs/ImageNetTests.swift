import Datasets
import TestSupport
import Testing

struct ImageNetTests {
  private func load(_ search: DatasetSearch) throws -> Dataset {
    try ImageNet.load(search: search, preparation: ImagePreparation(size: 8, crop: 6))
  }

  @Test func allImagesAreTest() throws {
    let folder = try TemporaryFolder()
    for name in ["2_a.png", "0_b.png", "1_c.png"] {
      try folder.write(SampleImages.png.bytes, to: name)
    }
    let data = try load(DatasetSearch(directory: folder.path))
    #expect(data.test.labels == [0, 1, 2] && data.test.shape == [3, 6, 6] && data.classCount == 3)
    #expect(data.train.count == 0 && data.valid.count == 0)
    #expect(try data.test.inputs(at: 0..<3).shape == [3, 3, 6, 6])
  }

  /// A folder imagenet* inside is taken first, in the folder asked for as in the folders of the
  /// search path.
  @Test func theFolderIsFound() throws {
    let folder = try TemporaryFolder()
    try folder.write(SampleImages.png.bytes, to: "imagenet500/4_a.png")
    #expect(try load(DatasetSearch(directory: folder.path)).test.labels == [4])
    #expect(try load(DatasetSearch(folders: ["/proc/nowhere", folder.path])).test.labels == [4])
    #expect(
      throws: DatasetError.filesNotFound(
        dataset: "imagenet", missing: ["imagenet"], searched: ["/proc/nowhere"])
    ) {
      try load(DatasetSearch(folders: ["/proc/nowhere"]))
    }
  }
}
