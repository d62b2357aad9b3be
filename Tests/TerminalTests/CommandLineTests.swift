import Foundation
import Testing

/// dcs without a terminal: scripts, code, standard input, exit codes (LANGUAGE.md, "Errors").
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(2)))
struct CommandLineTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ arguments: String..., input: String = "") throws -> Binary.Result {
    try Binary.run(arguments, input: input, in: folder)
  }

  @Test func codeFromTheCommandLineShowsItsLastValue() throws {
    let result = try run("-c", "x = 2; 40 + x")
    #expect(result.output == "42\n")
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test(arguments: [["-"], []])
  func codeFromStandardInputIsAScript(arguments: [String]) throws {
    let result = try Binary.run(arguments, input: "check 1 + 1 == 2\n3\n", in: folder)
    #expect(result.output == "", "scripts echo nothing; there is no prompt without a terminal")
    #expect(result.errors == "")
    #expect(result.code == 0)
  }

  @Test(arguments: [
    ("check true", 0), ("check false", 1), ("x = ", 3), ("x = y", 4), ("x = [1][7]", 4),
    ("include 'none.dcs'", 5),
    ("require 1 == 2\nx = [1][7]", 1),
  ])
  func exitCodesTellWhatWentWrong(code: String, expected: Int) throws {
    #expect(Int(try run("-", input: code + "\n").code) == expected)
  }

  @Test func aProcessorLevelThatIsNoneIsRefusedAtTheStart() throws {
    var environment = Binary.environment(home: folder)
    environment["DCS_CPU"] = "sse9"
    let path = try #require(Binary.path)
    let result = try Binary.run(path, ["-c", "1"], environment: environment, in: folder.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("DCS_CPU=sse9 is no level; there are portable, avx2, avx512"))
  }

  @Test func failedChecksAreCounted() throws {
    let script = try folder.write(
      "check 1 == 1\ncheck 1 == 2, 'one is two'\ncheck true\n", to: "claims.dcs")
    let result = try run(script)
    #expect(result.errors.hasPrefix("\(script):2:7: check failed: one is two\n"))
    #expect(result.errors.hasSuffix("1 of 3 checks failed\n"))
    #expect(result.code == 1)
  }

  @Test func anErrorStopsAScriptAndIsToldOnStandardError() throws {
    let script = try folder.write("x = 1\ny = x + z\n", to: "faulty.dcs")
    let result = try run(script)
    #expect(result.output == "")
    #expect(
      result.errors == """
        \(script):2:9: error: unknown name 'z'
            2 | y = x + z
              |         ^

        """)
    #expect(result.code == 4)
  }

  /// Not that it has no such parameter, which only parsing tells.
  @Test(arguments: ["--epochs", "--help"])
  func argumentsOfAScriptThatDoesNotParseAreNotBlamed(argument: String) throws {
    let script = try folder.write("param epochs = 5\nprint 1 - epochs\n", to: "broken.dcs")
    let (with, without) = (try run(script, argument, "3"), try run(script))
    #expect(with.errors.hasPrefix("\(script):2:9: error: an operator"))
    #expect(with.errors == without.errors && with.code == without.code && with.code != 0)
  }

  @Test func valuesForParametersFollowTheScript() throws {
    let script = try folder.write(
      "param epochs = 5 'passes'\nparam fast = false\ncheck epochs == 20 and fast\n", to: "p.dcs")
    #expect(try run(script, "--epochs", "20", "--fast").code == 0)
    #expect(try run(script, "--epochs=20", "--fast", "true", "--quiet").code == 0)
    #expect(try run(script, "--epochs", "19", "--fast").code == 1)
    let wrong = try run(script, "--epoch", "20")
    #expect(wrong.code == 2)
    #expect(wrong.errors.contains("did you mean 'epochs'?"))
    #expect(try run(script, "20").code == 2)
  }

  @Test func helpOfAScriptListsItsParameters() throws {
    let text =
      """
      ## # A study\nparam epochs = 5 "passes over the data"\nparam out "folder for files"\nx = y\n
      """
    let result = try run(try folder.write(text, to: "study.dcs"), "--help")
    #expect(result.code == 0)
    #expect(
      result.output == """
        A study

        usage: dcs \(folder.path)/study.dcs [--name value ...]
          --epochs (5)      passes over the data
          --out (required)  folder for files

        """)
  }

  @Test func aShebangStartsAScript() throws {
    let binary = try #require(Binary.path)
    let script = try folder.write("#!\(binary)\nparam n = 1\ncheck n == 3\n", to: "run.dcs")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: script)
    process.arguments = ["--n", "3"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func whatIsNoScriptIsRefusedByName() throws {
    let nul = try run(try folder.write([0x78, 0x20, 0x00, 0x0A], to: "nul.dcs"))
    #expect(nul.code == 3 && nul.errors.contains("nul.dcs"))
    let latin = try run(try folder.write([0x78, 0xE9, 0x0A], to: "latin.dcs"))
    #expect(latin.code == 3 && latin.errors.contains("latin.dcs"))
    let here = try run(folder.path)
    #expect(here.code == 5 && here.errors.contains("folder"))
    let missing = try run("nowhere.dcs")
    #expect(missing.code == 5 && missing.errors.contains("nowhere.dcs"))
  }

  @Test(arguments: [
    ["--bogus"], ["--format", "xml"], ["--threads", "0"], ["check"], ["inspect"], ["-c"],
  ])
  func wrongUsageIsCodeTwo(arguments: [String]) throws {
    let result = try Binary.run(arguments, in: folder)
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("dcs: "))
    #expect(result.output == "")
  }

  @Test(arguments: ["inspect", "verify"])
  func filesThatAreNoModelsAreRefusedWithoutAPlaceInCode(command: String) throws {
    let file = try folder.write("no model\n", to: "it's {odd}.dcz")
    let result = try run(command, file)
    #expect(result.code == 5)
    #expect(result.errors.hasPrefix("error: ") && result.errors.contains("it's {odd}.dcz"))
    #expect(!result.errors.contains("command line"))
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    let help = try run("--help")
    #expect(
      help.code == 0 && help.output.contains("dcs -c 'code'") && help.output.contains("--quiet"))
    let version = try run("--version")
    #expect(version.code == 0 && version.output.hasPrefix("dcs "))
  }

  @Test func checkFindsMistakesWithoutRunning() throws {
    let faulty = try folder.write("while true {}\nx = (1\n", to: "faulty.dcs")
    let text = try run("check", faulty)
    #expect(text.code == 3 && text.errors.contains("faulty.dcs:2:5"))
    let json = try run("check", faulty, "--json")
    #expect(json.code == 3 && json.errors == "")
    let found = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(found?.count == 1)
    #expect(found?.first?["line"] as? Int == 2)
    #expect(found?.first?["kind"] as? String == "syntax")
    let sound = try run("check", try folder.write("while true {}\n", to: "sound.dcs"), "--json")
    #expect(sound.code == 0 && sound.output == "[]\n")
  }

  @Test func aReaderThatLeavesEndsItQuietly() throws {
    let binary = try #require(Binary.path)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "{ \(binary) --help; \(binary) --help; } 2>&1 | head -n 1"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output == "Deep Compression Studio\n")
  }

  @Test func entriesFromAPipeFollowAScript() throws {
    let script = try folder.write("x = 11\n", to: "start.dcs")
    let result = try Binary.run(["-i", script], input: "x + 1\nfn f(n) {\nn }\nf(5)\n", in: folder)
    #expect(result.output == "12\n5\n")
    #expect(result.code == 0)
    #expect(
      try Binary.run(["-i", script], input: "y\n6\n", in: folder).code == 4,
      "without a person the first error ends it")
  }

  /// A name that nobody chose replaces nothing.
  @Test func picturesOfAutomaticNamesAreNumbered() throws {
    let result = try run("-c", "plot([1]); plot([2]); hist([1, 2]); plot([3]);")
    #expect(result.code == 0)
    let names = result.errors.split(separator: "\n").compactMap {
      $0.firstMatch(of: #/picture: (\S+),/#).map { String($0.output.1) }
    }
    #expect(
      names == [
        "Plots/plot.png", "Plots/plot-2.png", "Plots/hist.png", "Plots/plot-3.png",
      ])
  }
}
