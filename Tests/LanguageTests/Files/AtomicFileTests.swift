import Foundation
import Language
import Testing

struct AtomicFileTests {
  @Test func writesAndReplaces() throws {
    try inTemporaryFolder { folder in
      for content in [[UInt8](repeating: 1, count: 100_000), [2], []] {
        try AtomicFile.write(content, to: folder + "/a.dcz")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.dcz")) == Data(content))
      }
      #expect(names(in: folder) == ["a.dcz"])
    }
  }

  @Test func missingFolderIsNamed() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/no/a.dcz"
      let error = #expect(throws: FileWriteError.self) { try AtomicFile.write([1], to: path) }
      #expect(error?.description == "cannot write '\(path)': its folder does not exist")
    }
  }

  /// /proc is there, but answers as if it were not.
  @Test func foldersThatTakeNoFilesAreNotCalledMissing() {
    #expect(throws: FileWriteError(path: "/proc/a.dcz", errorNumber: EACCES)) {
      try AtomicFile.write([1], to: "/proc/a.dcz")
    }
  }

  @Test(
    "Messages for what cannot be provoked everywhere",
    arguments: [
      (ENOSPC, "the disk is full"), (EDQUOT, "the user's share of the disk is used up"),
      (EIO, "the disk reports an error"), (EACCES, "writing there is not allowed"),
      (EROFS, "the file system is read-only"),
      (EFBIG, "it would be larger than files may be here (ulimit -f, or the file system)"),
    ])
  func messages(number: Int32, reason: String) {
    #expect(
      FileWriteError(path: "x", errorNumber: number).description == "cannot write 'x': \(reason)")
  }
}

/// A folder of its own, removed afterwards.
func inTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = NSTemporaryDirectory() + "/dcs-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

func names(in folder: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
}
