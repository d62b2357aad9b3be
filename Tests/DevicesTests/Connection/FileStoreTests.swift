import Devices
import Testing

struct FileStoreTests {
  /// Test vectors of FNV-1a, 64 bits (Fowler, Noll, Vo: "", "a", "foobar").
  @Test func fingerprints() {
    #expect(Fingerprint("").hexadecimal == "cbf29ce484222325")
    #expect(Fingerprint("a").hexadecimal == "af63dc4c8601ec8c")
    #expect(Fingerprint("foobar").hexadecimal == "85944171f73967e8")
    #expect(Fingerprint("").bytes.first == 0x25)
  }

  @Test func noStoreKeepsNothing() {
    FileStore.none.write("a", [1])
    #expect(FileStore.none.read("a") == nil)
  }
}
