import Commands
import Devices
import TestSupport
import Testing

struct FileStoreUserCacheTests {
  @Test func aFolderKeepsFiles() throws {
    let folder = try TemporaryFolder()
    let store = FileStore.cache(in: folder.path + "/new/dcs")
    #expect(store.read("a") == nil)
    store.write("a", [1, 2])
    #expect(store.read("a") == [1, 2])
  }

  /// Nothing is kept, and nothing fails.
  @Test func whereNothingCanBeWritten() {
    let store = FileStore.cache(in: "/proc/nowhere")
    store.write("a", [1])
    #expect(store.read("a") == nil)
    #expect(FileStore.cache(in: nil).read("a") == nil)
  }

  @Test func whereTheFolderIs() {
    #expect(FileStore.folder(in: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]) == "/c/dcs")
    #expect(FileStore.folder(in: ["XDG_CACHE_HOME": "c", "HOME": "/h"]) == "/h/.cache/dcs")
    #expect(FileStore.folder(in: [:]) == nil)
  }
}
