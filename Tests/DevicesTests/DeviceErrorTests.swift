import Devices
import Testing

struct DeviceErrorTests {
  static let errors: [DeviceError] = [
    .noLibrary(.openCL, "libOpenCL.so.1", reason: "no such file"), .noDevices(platforms: []),
    .noDevices(platforms: ["NVIDIA CUDA"]), .unknownDevice("x", known: ["0 y"]),
    .ambiguousDevice("x", found: ["0 x1", "1 x2"]),
    .kernelsDoNotBuild(device: "d", log: "1:2: warning: w\n1:3: error: e\n"),
    .outOfMemory(device: "d", bytes: 12),
    .failed(device: "d", call: "clFinish", reason: "CL_OUT_OF_RESOURCES"),
    .noLibrary(.cuda, "libcuda.so.1", reason: "no such file"),
  ]

  /// One line each, with what is at fault in it, and a remedy.
  @Test(arguments: errors)
  func everyErrorHasARemedy(error: DeviceError) {
    #expect(!error.description.contains("\n") && !error.description.hasSuffix("."))
    #expect(!error.remedy.isEmpty && !error.remedy.contains("\n"))
  }

  @Test func whatIsAtFaultIsNamed() {
    let texts = Self.errors.map(\.description)
    #expect(texts[2].contains("NVIDIA CUDA") && texts[4].contains("0 x1 or 1 x2"))
    #expect(texts[5].hasSuffix("1:3: error: e") && texts[6].contains("12 bytes"))
    #expect(texts[7].contains("CL_OUT_OF_RESOURCES"))
  }
}
