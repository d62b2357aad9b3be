import Foundation
import Jupyter
import Language
import TestSupport
import Testing

@Suite struct ConnectionFileTests {
  private func file(_ scheme: String, transport: String = "tcp") throws -> ConnectionFile {
    let folder = try TemporaryFolder()
    let path = folder.path + "/c.json"
    try Data(
      """
      {"transport": "\(transport)", "ip": "127.0.0.1", "key": "k", "signature_scheme": "\(scheme)",
       "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}
      """.utf8
    ).write(to: URL(fileURLWithPath: path))
    return try ConnectionFile(path: path)
  }

  @Test func addressesAreThoseOfJupyter() throws {
    #expect(try file("hmac-sha256").address(7) == "tcp://127.0.0.1:7")
    #expect(try file("hmac-sha256", transport: "ipc").address(7) == "ipc://127.0.0.1-7")
  }

  @Test func whatIsNotUnderstoodIsRefused() throws {
    #expect(throws: Diagnostic.self) { try file("hmac-md5") }
    #expect(throws: Diagnostic.self) { try ConnectionFile(path: "/nowhere.json") }
  }
}
