import Devices
import Testing

@Suite struct DevicesCommandTests {
  static let count = ((try? Device.all()) ?? []).count

  /// As many rows as OpenCL has devices; where it has none, a note says what to install.
  @Test func listsThem() throws {
    let run = try ScriptRun("len(devices())")
    #expect(run.story == "\(Self.count)")
    #expect(run.notes.contains { $0.contains("pocl-opencl-icd") } == (Self.count == 0))
  }

  @Test(.enabled(if: count > 0, "no OpenCL device is here (apt-get install pocl-opencl-icd)"))
  func marksTheOneThatIsMeant() throws {
    #expect(try ScriptRun("len(filter(devices(), fn(d) { d.chosen }))").story == "1")
    let story = try Device.$asked.withValue("Voodoo 2") { try ScriptRun("devices()").story }
    #expect(story.hasPrefix("value: there is no device 'Voodoo 2'; there are 0 "))
  }
}
