import Datasets
import TestSupport
import Testing

struct ClassFolderTests {
  private func folder(_ files: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(SampleImages.png.bytes, to: file) }
    return folder
  }

  private func parts(_ files: [String]) throws -> (ClassFolder, DataParts) {
    let folder = try folder(files)
    return try withExtendedLifetime(folder) {
      let images = try ClassFolder(folder.path)
      return (images, images.examples(try ImagePreparation(size: 2, crop: 2)))
    }
  }

  @Test func aSubFolderIsAClass() throws {
    let (images, parts) = try parts(["dog/a.png", "cat/b.JPG", "cat/a.jpeg", "notes/x.txt"])
    #expect(images.classNames == ["cat", "dog"])
    #expect(parts.train.labels == [0, 0, 1] && parts.train.classNames == ["cat", "dog"])
    #expect(parts.valid == nil && parts.test == nil)
    #expect(images.firstPath.hasSuffix("/cat/a.jpeg"))
  }

  @Test func numbersAreSortedByValue() throws {
    #expect(try parts(["10/a.png", "9/a.png"]).0.classNames == ["9", "10"])
    #expect(try parts(["10/a.png", "9/a.png", "x/a.png"]).0.classNames == ["10", "9", "x"])
  }

  @Test func partsShareTheirClasses() throws {
    let (images, parts) = try parts([
      "train/b/1.png", "train/c/1.png", "val/a/1.png", "Test/c/1.png", "Test/b/1.png",
    ])
    #expect(images.classNames == ["a", "b", "c"])
    #expect(parts.train.labels == [1, 2])
    #expect(parts.valid?.labels == [0] && parts.test?.labels == [1, 2])
  }

  @Test(arguments: [["a.png"], ["a/b/c.png"], ["train/a.png"], []])
  func foldersWithoutClassesAreRefused(files: [String]) {
    #expect { try parts(files) } throws: { error in
      if case DatasetError.noClassFolders = error { true } else { false }
    }
  }
}
