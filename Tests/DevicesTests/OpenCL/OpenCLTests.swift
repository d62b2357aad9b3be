import Devices
import Testing

struct OpenCLTests {
  @Test func aMissingLibraryIsNamed() {
    #expect(throws: DeviceError.self) {
      try OpenCL(SharedLibrary("/nowhere/libOpenCL.so.1", of: .openCL))
    }
    do throws(DeviceError) {
      _ = try OpenCL(SharedLibrary("/nowhere/libOpenCL.so.1", of: .openCL))
    } catch {
      #expect(error.description.contains("/nowhere/libOpenCL.so.1"))
      #expect(error.remedy.contains("pocl-opencl-icd"))
    }
  }

  /// A library that is not OpenCL.
  @Test func aMissingFunctionIsNamed() {
    do throws(DeviceError) { _ = try OpenCL(SharedLibrary("libc.so.6", of: .openCL)) } catch {
      #expect(
        error == .noLibrary(.openCL, "libc.so.6", reason: "it has no function clGetPlatformIDs"))
    }
  }

  /// The real functions, but for one.
  static func library(
    replacing name: String, by address: UnsafeMutableRawPointer
  ) throws -> OpenCL {
    try OpenCL(
      SharedLibrary(Device.BackEnd.openCL.usualLibrary, of: .openCL).replacing(name, by: address))
  }

  private static let noPlatforms:
    @convention(c) (
      UInt32, UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UInt32>?
    ) -> Int32 = { _, _, count in
      count?.pointee = 0
      return -1001
    }

  @Test(.enabled(if: TestDevice.isThere, TestDevice.missing))
  func aLoaderWithoutDrivers() throws {
    let library = try Self.library(
      replacing: "clGetPlatformIDs",
      by: unsafeBitCast(Self.noPlatforms, to: UnsafeMutableRawPointer.self))
    #expect(throws: DeviceError.noDevices(platforms: [])) { try Device.all(library) }
  }
}
