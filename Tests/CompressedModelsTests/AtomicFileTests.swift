import CompressedModels
import Foundation
import Testing

struct AtomicFileTests {
  /// A folder of its own, removed afterwards.
  private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/dcs-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test func writesAndReplaces() throws {
    try inTemporaryFolder { folder in
      for content in [[UInt8](repeating: 1, count: 100_000), [2], []] {
        try AtomicFile.write(content, to: folder + "/a.dcz")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.dcz")) == Data(content))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.dcz"])
    }
  }

  @Test func missingFolderIsNamed() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/no/a.dcz"
      let error = #expect(throws: FileWriteError.self) { try AtomicFile.write([1], to: path) }
      #expect(error?.description == "cannot write '\(path)': its folder does not exist")
    }
  }

  @Test func foldersAreNotReplaced() throws {
    try inTemporaryFolder { folder in
      #expect(throws: FileWriteError(path: folder, errorNumber: EISDIR)) {
        try AtomicFile.write([1], to: folder)
      }
      #expect(throws: FileWriteError(path: folder + "/", errorNumber: EISDIR)) {
        try AtomicFile.write([1], to: folder + "/")
      }
    }
  }

  /// Renaming a file over /dev/null would take it away from everybody.
  @Test func devicesAndPipesAreNotReplaced() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/pipe.dcz"
      try #require(mkfifo(path, 0o600) == 0)
      let error = #expect(throws: FileWriteError.self) { try AtomicFile.write([1], to: path) }
      #expect(error?.description == "cannot write '\(path)': it is a device or a pipe")
    }
  }

  /// /proc is there, but answers as if it were not.
  @Test func foldersThatTakeNoFilesAreNotCalledMissing() {
    #expect(throws: FileWriteError(path: "/proc/a.dcz", errorNumber: EACCES)) {
      try AtomicFile.write([1], to: "/proc/a.dcz")
    }
  }

  @Test
  func filesAreNotFolders() throws {
    try inTemporaryFolder { folder in
      try AtomicFile.write([1], to: folder + "/file")
      let error = #expect(throws: FileWriteError.self) {
        try AtomicFile.write([1], to: folder + "/file/a")
      }
      #expect(error?.errorNumber == ENOTDIR)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }

  @Test(
    "Messages for what cannot be provoked everywhere",
    arguments: [
      (ENOSPC, "the disk is full"), (EACCES, "writing there is not allowed"),
      (EROFS, "the file system is read-only"),
    ])
  func messages(number: Int32, reason: String) {
    #expect(
      FileWriteError(path: "x", errorNumber: number).description == "cannot write 'x': \(reason)")
  }
}
