import Devices
import Foundation
import Testing

struct PTXTests {
  /// Written by `dcs generate .`
  @Test func theCommittedSourceIsTheKernels() throws {
    #expect(
      try String(contentsOf: EmulatedDriver.kernels, encoding: .utf8) == KernelSource.cuda,
      "dcs generate . writes it; then run Scripts/Peers/ptx.py")
  }

  /// Written by Scripts/Peers/ptx.py, whose `--check` compiles the source once more.
  @Test func theTextIsMadeFromThatSource() {
    let first = PTX.text.prefix { $0 != "\n" }
    #expect(first.contains(Fingerprint(KernelSource.cuda).hexadecimal))
  }

  /// Every kernel waits before it touches what others write, or none may come early.
  @Test func everyKernelWaitsForTheOneBefore() {
    let text = PTX.text(capability: 90)
    let waits = text.split(separator: "griddepcontrol.wait;").count - 1
    #expect(EmulatedDriver.names.count > 30 && waits == EmulatedDriver.names.count)
    #expect(text.contains(".version 7.8\n.target sm_90\n") && !text.contains("// await"))
    #expect(PTX.text(capability: 89) == PTX.text)
  }
}
