import Devices
import Synchronization
import Testing

/// Kernels that are kept, and what breaks them.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct OpenCLProgramTests {
  /// Small, so that a build takes little.
  private static let source = "__kernel void nothing(__global float *x) { x[0] = 1; }"

  /// Files in memory.
  final class Files: Sendable {
    let content = Mutex<[String: [UInt8]]>([:])
    var store: FileStore {
      FileStore(
        read: { name in self.content.withLock { $0[name] } },
        write: { name, bytes in self.content.withLock { $0[name] = bytes } })
    }
  }

  private static func connection(_ files: Files, source: String = source) throws
    -> DeviceConnection
  {
    try DeviceConnection(
      try #require(TestDevice.device), .loaded(), store: files.store, source: source)
  }

  @Test func kernelsAreBuiltOnce() throws {
    let files = Files()
    #expect(try !Self.connection(files).isFromStore)
    #expect(files.content.withLock { $0.count } == 1)
    #expect(try Self.connection(files).isFromStore)
    #expect(try !Self.connection(files, source: Self.source + "\n").isFromStore)
  }

  /// Cut off, changed, empty, or whole but no program: it is built anew and written again.
  @Test(arguments: [0, 1, 2, 3])
  func aBrokenFileIsReplaced(kind: Int) throws {
    let files = Files()
    _ = try Self.connection(files)
    let (name, good) = try #require(files.content.withLock { $0.first })
    var broken = good
    switch kind {
    case 0: broken.removeLast(good.count / 2)
    case 1: broken[good.count / 2] ^= 1
    case 2: broken = []
    default: broken = OpenCLProgram.sealed(Array("no program".utf8))
    }
    files.content.withLock { $0[name] = broken }
    #expect(try !Self.connection(files).isFromStore)
    let written = files.content.withLock { $0[name] }
    #expect(written != broken)
    #expect(try Self.connection(files).isFromStore)
  }

  @Test func aKernelThatDoesNotBuild() {
    do {
      _ = try Self.connection(Files(), source: "__kernel void wrong( {")
      Issue.record("nonsense builds")
    } catch let error as DeviceError {
      guard case .kernelsDoNotBuild(_, let log) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!log.isEmpty && error.remedy.contains("on=\"cpu\""))
    } catch { Issue.record("\(error)") }
  }

  @Test func aSealBreaks() {
    let sealed = OpenCLProgram.sealed([1, 2, 3])
    #expect(OpenCLProgram.content(of: sealed) == [1, 2, 3])
    #expect(OpenCLProgram.content(of: Array(sealed.dropLast())) == nil)
    #expect(OpenCLProgram.content(of: []) == nil)
  }
}
