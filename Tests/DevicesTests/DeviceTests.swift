import Devices
import Testing

@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct DeviceTests {
  @Test func devicesSayWhatTheyAre() throws {
    let devices = try Device.all()
    #expect(devices.map(\.number) == Array(devices.indices))
    for device in devices {
      #expect(!device.name.isEmpty && !device.platform.isEmpty && !device.driver.isEmpty)
      #expect(device.memory > 1 << 20 && device.largestGroup >= 1 && device.computeUnits >= 1)
      #expect(device.localMemory >= 1 << 13)
    }
  }

  @Test func aWordChoosesOne() throws {
    let devices = try Device.all()
    let last = try #require(devices.last)
    #expect(try Device.chosen(among: devices, asked: "\(last.number)") == last)
    if devices.filter({ $0.name == last.name }).count == 1 {
      #expect(try Device.chosen(among: devices, asked: last.name.uppercased()) == last)
    }
    #expect(throws: DeviceError.unknownDevice("99", known: devices.map(\.label))) {
      try Device.chosen(among: devices, asked: "99")
    }
    #expect(throws: DeviceError.unknownDevice("Voodoo 2", known: devices.map(\.label))) {
      try Device.chosen(among: devices, asked: "Voodoo 2")
    }
    let twice = [last, last]
    #expect(throws: DeviceError.ambiguousDevice(last.name, found: twice.map(\.label))) {
      try Device.chosen(among: twice, asked: last.name)
    }
  }

  /// A GPU before all else, whatever the order.
  @Test func aGPUComesFirst() throws {
    let chosen = try Device.chosen(among: Device.all(), asked: nil)
    let hasGPU = try Device.all().contains { $0.kind == .gpu }
    #expect((chosen.kind == .gpu) == hasGPU)
  }
}
