import Foundation
import Jupyter
import TestSupport
import Testing

@Suite struct KernelSpecificationTests {
  private func specification(_ environment: [String: String], prefix: String? = nil) throws
    -> (path: String, content: [String: Any])
  {
    let path = try KernelSpecification.install(
      program: "/opt/dcs", environment: environment, prefix: prefix)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    return (path, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  @Test func liesWhereJupyterLooks() throws {
    let folder = try TemporaryFolder()
    let here = try specification(["HOME": folder.path])
    #expect(here.path == folder.path + "/.local/share/jupyter/kernels/dcs/kernel.json")
    #expect(
      here.content["argv"] as? [String] == ["/opt/dcs", "jupyter", "run", "{connection_file}"])
    #expect(here.content["interrupt_mode"] as? String == "message")
    let there = try specification(["HOME": "/", "DCS_DATA": "/data"], prefix: folder.path + "/env")
    #expect(there.path == folder.path + "/env/share/jupyter/kernels/dcs/kernel.json")
    #expect((there.content["env"] as? [String: String]) == ["DCS_DATA": "/data"])
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() {
    #expect(throws: (any Error).self) { try specification(["HOME": "/dev/null"]) }
  }
}
