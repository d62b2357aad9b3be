import Devices
import Testing

struct CUDATests {
  @Test func aMissingLibraryIsNamed() {
    do throws(DeviceError) { _ = try CUDA(SharedLibrary("/nowhere/libcuda.so.1", of: .cuda)) } catch
    {
      #expect(error.description.contains("CUDA cannot be loaded from /nowhere/libcuda.so.1"))
      #expect(error.remedy.contains("NVIDIA's driver"))
    }
  }

  @Test func aMissingFunctionIsNamed() {
    #expect(throws: DeviceError.noLibrary(.cuda, "libc.so.6", reason: "it has no function cuInit"))
    { try CUDA(SharedLibrary("libc.so.6", of: .cuda)) }
  }
}
