import Testing

@Suite struct OpacityTests {
  @Test(arguments: ["-0.1", "1.5", "\"half\""]) func beyondTheEndsIsRefused(_ opacity: String)
    throws
  {
    let story = try ScriptRun("plot([1], opacity=\(opacity), to=none)").story
    #expect(story.contains("argument 'opacity' of plot"), "\(story)")
  }
}
