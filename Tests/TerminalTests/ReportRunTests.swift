import Foundation
import Testing

/// `dcs report study.dcs --to page.html`.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct ReportRunTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private static let study = """
    ## # Squares
    ## of the first numbers
    param count = 3 "how many"
    seed 7
    plot(map(1..count, fn(n) { n * n }), title="squares", to="squares.svg")
    show table({n: [1, 2], square: [1, 4]})
    check count > 1, "more than one"
    """

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  @Test func aPageHasItAll() throws {
    let script = try folder.write(Self.study, to: "study.dcs")
    let run = try Binary.run(
      ["report", script, "--to", "page.html", "--count", "4"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.contains("report: page.html, "))
    let page = try text("page.html")
    #expect(page.contains("<title>Squares</title>"))
    #expect(page.contains("<p>of the first numbers</p>"))
    #expect(page.contains("<svg xmlns=") && page.contains("(4, 16)"))
    #expect(page.contains("<th>seed</th><td>7</td>"))
    #expect(page.contains("<th>parameters</th><td>count = 4</td>"))
    #expect(page.contains("✓ more than one"))
  }

  @Test func markdownHasPicturesBeside() throws {
    let script = try folder.write(Self.study, to: "study.dcs")
    let run = try Binary.run(["report", script, "--to", "notes.md"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(try text("notes.md").contains("![squares](notes-pictures/picture-1.png)"))
    let picture = try Data(
      contentsOf: URL(fileURLWithPath: folder.path + "/notes-pictures/picture-1.png"))
    #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }

  @Test func theExitCodeIsTheScripts() throws {
    let script = try folder.write("x = 1\ncheck x > 1, \"no\"\ny = [1][5]\n", to: "bad.dcs")
    #expect(try Binary.run(["report", script], in: folder).code == 4)
    #expect(try text("bad.html").contains("class=\"fault\""))
    #expect(try text("bad.html").contains("✗ no"))
  }

  @Test func mistakesAreSaid() throws {
    let script = try folder.write(Self.study, to: "study.dcs")
    for (words, part) in [
      (["report"], "takes a script"), (["report", script, "--to", "a.pdf"], ".html or a .md"),
      (["report", script, "--cont", "3"], "did you mean 'count'"),
    ] {
      let run = try Binary.run(words, in: folder)
      #expect(run.code == 2 && run.errors.contains(part), "\(words): \(run.errors)")
    }
    #expect(try Binary.run(["report", "nowhere.dcs"], in: folder).code == 5)
    #expect(
      try Binary.run(["report", script, "--to", "/dev/null/a.html"], in: folder).code == 5)
  }
}
