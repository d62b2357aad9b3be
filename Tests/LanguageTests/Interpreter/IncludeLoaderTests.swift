import Glibc
import Language
import Testing

@Suite struct IncludeLoaderTests {
  /// Writes scripts into a fresh folder and runs `main.dcs`.
  private func run(_ files: [String: String]) -> (outcome: Outcome, recording: Recording) {
    var template = Array("/tmp/dcs-include-XXXXXX".utf8CString)
    mkdtemp(&template)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    mkdir(folder + "/sub", 0o700)
    for (name, text) in files {
      guard let file = fopen("\(folder)/\(name)", "w") else { continue }
      fputs(text, file)
      fclose(file)
    }
    defer {
      for name in files.keys { unlink("\(folder)/\(name)") }
      rmdir(folder + "/sub")
      rmdir(folder)
    }
    return LanguageTests.run(files["main.dcs"] ?? "", name: "\(folder)/main.dcs")
  }

  @Test func pathsAreRelativeToTheIncludingScript() {
    let (_, recording) = run([
      "main.dcs": "include \"sub/a.dcs\"\nprint x", "sub/a.dcs": "include \"b.dcs\"\nx = y + 1",
      "sub/b.dcs": "y = 1",
    ])
    #expect(recording.lines == ["2"])
  }

  @Test func errorsPointIntoTheIncludedScript() {
    let (outcome, _) = run(["main.dcs": "include \"sub/a.dcs\"", "sub/a.dcs": "\nx = nonsense"])
    #expect(outcome.error?.span?.source.name.hasSuffix("/sub/a.dcs") == true)
    #expect(outcome.error?.span?.line == 2)
  }

  @Test func syntaxIsCheckedBeforeAnythingRuns() {
    let (outcome, recording) = run([
      "main.dcs": "print 1\ninclude \"sub/a.dcs\"", "sub/a.dcs": "x = (",
    ])
    #expect(outcome.error?.kind == .syntax)
    #expect(recording.lines == [])
  }

  @Test func cyclesAreRefused() {
    let cycle = run(["main.dcs": "include \"sub/a.dcs\"", "sub/a.dcs": "include \"../main.dcs\""])
    #expect(cycle.outcome.error?.kind == .file)
    #expect(cycle.outcome.error?.message.contains("includes itself") == true)
    let hidden = run([
      "main.dcs": "p = \"sub/a.dcs\"\ninclude p", "sub/a.dcs": "q = \"a.dcs\"\ninclude q",
    ])
    #expect(hidden.outcome.error?.kind == .file)
  }

  /// Forty files of which each includes the next one twice: 2^40 ways, but forty files.
  @Test func eachFileIsCheckedOnce() {
    var files = ["main.dcs": "if false { include \"d1.dcs\" }\nprint 1", "d40.dcs": "y = 1"]
    for number in 1..<40 {
      let next = "include \"d\(number + 1).dcs\"\n"
      files["d\(number).dcs"] = next + next
    }
    #expect(run(files).recording.lines == ["1"])
  }

  @Test func missingOnesAreMissedWhenTheyAreNeeded() {
    #expect(run(["main.dcs": "if false { include \"no.dcs\" }\nprint 1"]).recording.lines == ["1"])
    let outcome = run(["main.dcs": "include \"no.dcs\""]).outcome
    #expect(outcome.error?.message.hasSuffix("no.dcs: no such file") == true)
    #expect(
      run(["main.dcs": "include \"sub\""]).outcome.error?.message.hasSuffix("it is a folder")
        == true)
  }
}
