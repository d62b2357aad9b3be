import Foundation
import Language
import Testing

/// What writers that were killed left behind.
struct AbandonedFilesTests {
  @Test func leftoversGoWithTheNextSave() throws {
    try inTemporaryFolder { folder in
      for name in [".dcs-1a2b3c.part", ".dcs-zz.part"] {
        _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: Data([1, 2]))
      }
      try AtomicFile.write([1], to: folder + "/a")
      #expect(names(in: folder) == ["a"])
    }
  }

  @Test func whatOthersWriteNowStays() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/.dcs-busy.part"
      let file = open(path, O_WRONLY | O_CREAT, 0o600)
      try #require(file >= 0 && flock(file, LOCK_EX) == 0)
      try AtomicFile.write([1], to: folder + "/a")
      #expect(names(in: folder) == [".dcs-busy.part", "a"])
      close(file)
      try AtomicFile.write([2], to: folder + "/a")
      #expect(names(in: folder) == ["a"])
    }
  }

  @Test func otherFilesStay() throws {
    try inTemporaryFolder { folder in
      for name in [".dcs-", ".dcs-x.par", "dcs-x.part", ".other-x.part"] {
        _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: Data())
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/.dcs-folder.part", withIntermediateDirectories: true)
      try AtomicFile.write([1], to: folder + "/a")
      #expect(names(in: folder).count == 6)
    }
  }
}
