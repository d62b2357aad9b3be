import Devices
import Testing

@Suite(
  .enabled(if: (try? EmulatedDriver.library.get()) != nil, "clang++ builds no emulated driver"))
struct CUDALibrariesTests {
  @Test func allFunctionsAreThere() throws {
    let library = try EmulatedDriver.mathematics.get()
    _ = try CUBLAS(library)
    _ = try CUSPARSE(library)
  }

  /// The driver is no cuBLAS: what is missing is named.
  @Test func aLibraryWithoutThemIsRefused() throws {
    let driver = try EmulatedDriver.library.get()
    for make in [{ _ = try CUBLAS(driver) }, { _ = try CUSPARSE(driver) }] as [() throws -> Void] {
      do {
        try make()
        Issue.record("a driver multiplies")
      } catch let error as DeviceError {
        #expect("\(error)".contains("it has no function cu"))
      }
    }
  }
}
