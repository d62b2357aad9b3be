import Devices
import Testing

@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct DeviceConnectionTests {
  @Test func aProcessHasOneForEachDevice() throws {
    #expect(try TestDevice.connection() === TestDevice.connection())
  }
}
