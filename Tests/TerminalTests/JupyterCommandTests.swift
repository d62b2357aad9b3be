import Foundation
import Testing

/// `dcs jupyter`; that the kernel answers is what `Tests/kernel-tests.py` sees.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct JupyterCommandTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  static let hasZeroMQ = [
    "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib",
  ].contains { FileManager.default.fileExists(atPath: $0 + "/libzmq.so.5") }

  @Test func withoutWordsItSaysWhatToDo() throws {
    let run = try Binary.run(["jupyter"], in: folder)
    #expect(run.code == 2 && run.errors.contains("dcs jupyter install"))
  }

  @Test(.enabled(if: hasZeroMQ, "libzmq is not here")) func installsBelowAPrefix() throws {
    let run = try Binary.run(["jupyter", "install", "--prefix", folder.path], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let path = folder.path + "/share/jupyter/kernels/dcs/kernel.json"
    #expect(run.output.contains(path))
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let content = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let program = try #require((content?["argv"] as? [String])?.first)
    #expect(FileManager.default.isExecutableFile(atPath: program))
  }

  @Test(.enabled(if: hasZeroMQ, "libzmq is not here")) func aMissingConnectionIsNamed() throws {
    let run = try Binary.run(["jupyter", "run", "nowhere.json"], in: folder)
    #expect(run.code == 5 && run.errors.contains("nowhere.json"))
  }
}
