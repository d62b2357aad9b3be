import Foundation
import Language
import Testing

/// What becomes of a file while it is written.
struct UnfinishedFileTests {
  private func status(_ path: String) throws -> stat {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status
  }

  @Test(arguments: [0o600, 0o640, 0o755, 0o444] as [mode_t])
  func theModeOfWhatIsReplacedStays(mode: mode_t) throws {
    try inTemporaryFolder { folder in
      let path = folder + "/a"
      try AtomicFile.write([1], to: path)
      try #require(chmod(path, mode) == 0)
      let before = try status(path)
      try AtomicFile.write([2], to: path)
      let after = try status(path)
      #expect(after.st_mode & 0o7777 == mode && after.st_ino != before.st_ino)
    }
  }

  /// As `open` makes files, by the mask of the process.
  @Test func aNewFileHasTheModeOfNewFiles() throws {
    try inTemporaryFolder { folder in
      let plain = open(folder + "/plain", O_WRONLY | O_CREAT, 0o666)
      close(plain)
      try AtomicFile.write([1], to: folder + "/a")
      #expect(try status(folder + "/a").st_mode == status(folder + "/plain").st_mode)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root may give files away"))
  func theOwnerOfWhatIsReplacedStays() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/a"
      try AtomicFile.write([1], to: path)
      try #require(chown(path, 12345, 54321) == 0 && chmod(path, 0o660) == 0)
      try AtomicFile.write([2], to: path)
      let after = try status(path)
      #expect(after.st_uid == 12345 && after.st_gid == 54321 && after.st_mode & 0o777 == 0o660)
    }
  }

  /// The old way called its file after the destination and the process: who knew both could plant
  /// a link there, and what it led to was overwritten.
  @Test func aPlantedLinkIsNotFollowed() throws {
    try inTemporaryFolder { folder in
      try AtomicFile.write(Array("precious".utf8), to: folder + "/victim")
      for name in [".m.dcz.\(getpid()).part", ".dcs-0.part"] {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/" + name, withDestinationPath: folder + "/victim")
      }
      try AtomicFile.write([1], to: folder + "/m.dcz")
      #expect(FileManager.default.contents(atPath: folder + "/victim") == Data("precious".utf8))
    }
  }

  @Test func manyWritersOfOneFileLeaveOneOfThem() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/a"
      DispatchQueue.concurrentPerform(iterations: 64) { number in
        let content = [UInt8](repeating: UInt8(number), count: 10_000 + number)
        #expect(throws: Never.self) { try AtomicFile.write(content, to: path) }
      }
      let content = try #require(FileManager.default.contents(atPath: path))
      let number = try #require(content.first)
      #expect(content == Data(repeating: number, count: 10_000 + Int(number)))
      #expect(names(in: folder) == ["a"])
    }
  }
}
