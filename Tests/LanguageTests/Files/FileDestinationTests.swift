import Foundation
import Language
import Testing

/// What a path leads to: files, links, and what is neither.
struct FileDestinationTests {
  @Test func foldersAreNotReplaced() throws {
    try inTemporaryFolder { folder in
      for path in [folder, folder + "/", folder + "/.", folder + "/.."] {
        #expect(throws: FileWriteError(path: path, errorNumber: EISDIR)) {
          try AtomicFile.write([1], to: path)
        }
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
      #expect(throws: FileWriteError(path: "/dev/full", errorNumber: ENOTSUP)) {
        try AtomicFile.write([1], to: "/dev/full")
      }
    }
  }

  @Test func filesAreNotFolders() throws {
    try inTemporaryFolder { folder in
      try AtomicFile.write([1], to: folder + "/file")
      let error = #expect(throws: FileWriteError.self) {
        try AtomicFile.write([1], to: folder + "/file/a")
      }
      #expect(error?.errorNumber == ENOTDIR)
      #expect(names(in: folder) == ["file"])
    }
  }

  @Test func aLinkStaysAndItsTargetIsWritten() throws {
    try inTemporaryFolder { folder in
      let manager = FileManager.default
      try manager.createDirectory(atPath: folder + "/far", withIntermediateDirectories: true)
      try AtomicFile.write([1], to: folder + "/far/model")
      // Relative, through another link, and to what is not there yet.
      try manager.createSymbolicLink(atPath: folder + "/near", withDestinationPath: "far/model")
      try manager.createSymbolicLink(atPath: folder + "/nearer", withDestinationPath: "near")
      try manager.createSymbolicLink(
        atPath: folder + "/new", withDestinationPath: folder + "/far/new")
      try AtomicFile.write([2], to: folder + "/nearer")
      try AtomicFile.write([3], to: folder + "/new")
      #expect(manager.contents(atPath: folder + "/far/model") == Data([2]))
      #expect(manager.contents(atPath: folder + "/far/new") == Data([3]))
      for name in ["near", "nearer", "new"] {
        #expect(throws: Never.self) {
          try manager.destinationOfSymbolicLink(atPath: folder + "/" + name)
        }
      }
      #expect(names(in: folder) == ["far", "near", "nearer", "new"])
    }
  }

  @Test func linksInACircleAreNamed() throws {
    try inTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(atPath: folder + "/a", withDestinationPath: "b")
      try FileManager.default.createSymbolicLink(atPath: folder + "/b", withDestinationPath: "a")
      let error = #expect(throws: FileWriteError.self) {
        try AtomicFile.write([1], to: folder + "/a")
      }
      #expect(error?.errorNumber == ELOOP)
    }
  }

  @Test func namesMayBeAsLongAsNamesMayBe() throws {
    try inTemporaryFolder { folder in
      let longest = String(repeating: "n", count: 255)
      try AtomicFile.write([1], to: folder + "/" + longest)
      try AtomicFile.write([2], to: folder + "/" + longest)
      #expect(names(in: folder) == [longest])
      let error = #expect(throws: FileWriteError.self) {
        try AtomicFile.write([1], to: folder + "/n" + longest)
      }
      #expect(error?.errorNumber == ENAMETOOLONG)
    }
  }
}
