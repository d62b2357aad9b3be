import Devices
import Testing

struct SharedLibraryTests {
  @Test func whatItHasAndWhatNot() throws {
    let library = try SharedLibrary("libc.so.6", of: .cuda)
    #expect(library.symbol("malloc") != nil && library.symbol("cuInit") == nil)
  }

  @Test(arguments: Device.BackEnd.allCases)
  func aMissingOneIsNamedWithItsBackEnd(backEnd: Device.BackEnd) {
    do throws(DeviceError) { _ = try SharedLibrary("/nowhere/lib.so", of: backEnd) } catch {
      guard case .noLibrary(backEnd, "/nowhere/lib.so", let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(reason.contains("/nowhere/lib.so"))
    }
  }
}
