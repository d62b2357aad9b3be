import Testing

@Suite struct ReportRecorderTests {
  @Test func codeStandsBeforeItsOutput() {
    let study = RecordedStudy(
      """
      #!/usr/bin/env dcs
      ## # A study
      ## of *two* lines
      # why
      x = 1
      y = x + 1; draw()
      check y == 2, "sum"
      check y == 3, "wrong"
      """)
    #expect(
      study.story == [
        "prose: # A study\nof *two* lines", "code: # why\nx = 1\ny = x + 1; draw()",
        "picture: a square", "table of 2", "remark: draw: done", "code: check y == 2, \"sum\"",
        "check true: sum", "code: check y == 3, \"wrong\"", "check false: wrong",
      ])
    #expect(study.report.title == "A study")
    #expect(study.used.map(\.path) == ["weights.npz"])
  }

  @Test func aLoopIsOneStatementWithAllItsOutput() {
    let study = RecordedStudy("for i in 1..2 {\n    draw()\n}\n")
    #expect(study.story.first == "code: for i in 1..2 {\n    draw()\n}")
    #expect(study.story.count { $0 == "picture: a square" } == 2)
  }

  @Test func theErrorThatEndsItIsThere() {
    let study = RecordedStudy("x = 1\nx = y\n")
    #expect(study.story.last?.hasPrefix("fault: study.dcs:2:5: error:") == true)
    #expect(study.report.title == "study")
  }
}
