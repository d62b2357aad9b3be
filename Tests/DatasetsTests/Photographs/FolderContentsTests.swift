import Datasets
import TestSupport
import Testing

/// Seen through `ClassFolder`, which asks for all of it.
struct FolderContentsTests {
  private func folder(_ files: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(SampleImages.png.bytes, to: file) }
    return folder
  }

  @Test func hiddenFilesAndOtherKindsDoNotCount() throws {
    let folder = try folder(["a/1.png", "a/.2.png", "a/notes.txt", ".git/3.png", "b/4.PNG"])
    let images = try withExtendedLifetime(folder) { try ClassFolder(folder.path) }
    #expect(images.classNames == ["a", "b"])
    #expect(images.firstPath.hasSuffix("/a/1.png"))
  }

  @Test func foldersThatAreNotThereAreRefused() {
    #expect(throws: DatasetError.self) { try ClassFolder("/tmp/dcs-nowhere/at-all") }
  }
}
