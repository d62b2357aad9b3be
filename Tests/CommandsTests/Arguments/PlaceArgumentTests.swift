import Devices
import Testing

@Suite struct PlaceArgumentTests {
  private static let device = (try? Device.all())?.first

  /// Without a device there is a way to get one in the message.
  @Test(.enabled(if: device == nil, "there is a device"))
  func aMissingDeviceIsAnErrorWithARemedy() throws {
    let run = try ScriptRun("infer(net([dense(4)], input=[2]), [1, 2], on=\"gpu\")")
    #expect(run.story.hasPrefix("value: "))
    #expect(run.hint.contains("pocl-opencl-icd") && run.place == "\"gpu\"")
  }

  @Test func aStrangeWordIsRefused() throws {
    let run = try ScriptRun("infer(net([dense(4)], input=[2]), [1, 2], on=\"Voodoo 2\")")
    #expect(run.story.hasPrefix("value: ") && run.place == "\"Voodoo 2\"")
  }

  @Test(.enabled(if: device != nil, "no OpenCL device is here (apt-get install pocl-opencl-icd)"))
  func aNetGivesTheSameThere() throws {
    let run = try ScriptRun(
      """
      n = net([conv(3, 3), relu, flatten, dense(4)], input=[2, 6, 6]) |> stand_in(density=40%)
      p = huffman(n); x = randn(5, 2, 6, 6)
      a = infer(n, x).outputs.fc1; b = infer(p, x, on="0").outputs.fc1
      [max(abs(a - b)) < 1e-5, "device" in keys(infer(p, x, on="gpu"))]
      """)
    #expect(run.story == "[true, true]")
  }

  /// Times of a processor are no times of a GPU.
  @Test(
    .enabled(
      if: device?.kind == .cpu, "the first device is no processor"))
  func aProcessorIsToldOf() throws {
    let net = "n = net([dense(4)], input=[2]);"
    let run = try ScriptRun(net + "accuracy(n, data(\"toy\").test, on=\"0\")")
    #expect(run.notes.contains { $0.contains("the processor itself") })
    let story = try ScriptRun(net + "infer(n, [1, 2], on=\"0\").device").story
    #expect(story.contains("the processor itself"))
  }
}
