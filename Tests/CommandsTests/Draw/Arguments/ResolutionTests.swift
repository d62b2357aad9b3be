import Testing

@Suite struct ResolutionTests {
  @Test(arguments: ["35", "1201", "0/0", "\"300\""]) func whatNoPrinterHasIsRefused(_ dpi: String)
    throws
  {
    let story = try ScriptRun("plot([1], dpi=\(dpi), to=none)").story
    #expect(story.contains("argument 'dpi' of plot"), "\(story)")
  }

  @Test func aPictureTooLargeIsNamed() throws {
    let story = try ScriptRun("plot([1], dpi=1200, size=[4000, 100], to=\"/tmp/a.png\")").story
    #expect(story.hasPrefix("value: a picture of 66667 x 1667 pixels cannot be drawn"))
  }
}
