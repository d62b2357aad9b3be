import Datasets
import TestSupport
import Testing

struct DataFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func content(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> [UInt8] {
    try DataFile.content(of: folder.write(bytes, to: "file"), limit: limit)
  }

  @Test(arguments: [0, 1, 1000, 65_535])
  func plainAndGzippedFilesHaveTheSameContent(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 + 7) }
    #expect(try content(bytes) == bytes)
    #expect(try content(gzipped(bytes)) == bytes)
  }

  /// `gzip.compress(b'to be or not to be, that is the question: to be or not to be', 9, mtime=0)`
  private static let question: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2b, 0xc9, 0x57, 0x48, 0x4a, 0x55,
    0xc8, 0x2f, 0x52,
    0xc8, 0xcb, 0x2f, 0x51, 0x28, 0x01, 0x71, 0x74, 0x14, 0x4a, 0x32, 0x12, 0x4b, 0x14, 0x32, 0x8b,
    0x81, 0x74, 0xaa,
    0x42, 0x61, 0x69, 0x6a, 0x71, 0x49, 0x66, 0x7e, 0x9e, 0x15, 0x44, 0x12, 0x45, 0x25, 0x00, 0x75,
    0xfe, 0x71, 0x59,
    0x3c, 0x00, 0x00, 0x00,
  ]

  @Test func filesOfAnotherProgramAreUnpacked() throws {
    let text = "to be or not to be, that is the question: to be or not to be"
    #expect(String(decoding: try content(Self.question), as: UTF8.self) == text)
  }

  @Test(arguments: [2, 9, 10, 11, 30, 52, 53, 57, 60])
  func everyTruncatedFileIsRefused(length: Int) throws {
    let path = try folder.write(Array(Self.question.prefix(length)), to: "file")
    #expect(throws: DatasetError.truncatedGzip(path: path)) {
      try DataFile.content(of: path, limit: 1000)
    }
  }

  @Test func aWrongChecksumOrLengthIsRefused() throws {
    for (position, reason) in [(53, "incorrect data check"), (57, "incorrect length check")] {
      var damaged = Self.question
      damaged[position] ^= 1
      let path = try folder.write(damaged, to: "file")
      #expect(throws: DatasetError.damagedGzip(path: path, reason: reason)) {
        try DataFile.content(of: path, limit: 1000)
      }
    }
  }

  /// A flip in the padding after the last code changes nothing; every other one is refused.
  @Test func noFlippedBitOfTheStreamChangesTheContent() throws {
    let original = try content(Self.question)
    var refused = 0
    for bit in 10 * 8..<Self.question.count * 8 {
      var damaged = Self.question
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      do {
        #expect(try content(damaged) == original)
      } catch {
        #expect(error is DatasetError)
        refused += 1
      }
    }
    #expect(refused >= (Self.question.count - 10) * 8 - 7)
  }

  @Test(arguments: [
    [UInt8](repeating: 7, count: 1001), gzipped([UInt8](repeating: 7, count: 1001)),
  ])
  func filesOverTheLimitAreRefused(bytes: [UInt8]) throws {
    let path = try folder.write(bytes, to: "file")
    #expect(throws: DatasetError.tooLarge(path: path, limit: 1000)) {
      try DataFile.content(of: path, limit: 1000)
    }
    #expect(try DataFile.content(of: path, limit: 2000).count == 1001)
  }

  @Test func missingFilesAndFoldersAreUnreadable() throws {
    for path in [folder.path + "/nothing", folder.path] {
      #expect {
        try DataFile.content(of: path, limit: 1000)
      } throws: { error in
        if case DatasetError.unreadable(path, _) = error { true } else { false }
      }
    }
  }

  @Test func aFolderIsCalledOne() {
    #expect(throws: DatasetError.unreadable(path: folder.path, reason: "it is a folder")) {
      try DataFile.content(of: folder.path, limit: 1000)
    }
  }

  /// RFC 1321, appendix A.5.
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
  ])
  func md5IsTheRFCs(text: String, expected: String) throws {
    #expect(try DataFile.md5(Array(text.utf8)) == expected)
  }
}
