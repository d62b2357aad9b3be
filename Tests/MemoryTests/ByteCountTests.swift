import Memory
import Testing

struct ByteCountTests {
  @Test(
    "Sizes as people write them",
    arguments: [
      ("4096", 4096), ("500M", 500_000_000), ("2.5G", 2_500_000_000), ("2.5GB", 2_500_000_000),
      ("1k", 1000), ("3T", 3_000_000_000_000), ("7b", 7),
    ])
  func reads(word: String, bytes: Int) { #expect(ByteCount(word)?.bytes == bytes) }

  @Test(arguments: ["", "G", "0", "-1", "1e9", "2..5G", "12 M", "5X", "999999T", "nan", "inf"])
  func refuses(word: String) { #expect(ByteCount(word) == nil) }

  @Test func writes() {
    #expect("\(ByteCount(999))" == "999 bytes" && "\(ByteCount(1))" == "1 byte")
    #expect("\(ByteCount(2_000_000))" == "2 MB" && "\(ByteCount(4_250_000_000))" == "4.3 GB")
    #expect(ByteCount(4_250_000_000).word == "4.3G" && ByteCount(12).word == "12")
  }
}
