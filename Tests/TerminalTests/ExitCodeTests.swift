import Testing

/// LANGUAGE.md, "Errors": 0 ok, 1 a check failed, 2 usage, 3 syntax, 4 run-time, 5 file or format,
/// 130 interrupted.
@Suite(.enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct ExitCodeTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write(
      """
      param epochs = 5
      param out = "a"
      param fast = false
      check epochs < 6, "few"

      """, to: "s.dcs")
    try folder.write("param name\n", to: "required.dcs")
  }

  @Test(arguments: [
    (["s.dcs"], 0, ""), (["s.dcs", "--epochs", "7"], 1, "few"), (["s.dcs", "--fast"], 0, ""),
    (["s.dcs", "--epochs", "abc"], 2, "'epochs' must be a number, not 'abc'"),
    (["s.dcs", "--out"], 2, "--out needs a value"),
    (["s.dcs", "--format"], 2, "--format needs a value"),
    (["required.dcs"], 2, "'name' is required"),
    (["-c", "1", "-c", "2"], 2, "-c is given 2 times"),
    (["-c", "x = ("], 3, "expected a value"), (["-c", "print \"{3:zz}\""], 4, "unknown format"),
    (["-c", "load(\"nowhere.dcz\")"], 5, "nowhere.dcz"), (["nowhere.dcs"], 5, "nowhere.dcs"),
  ]) func codes(_ arguments: [String], _ code: Int, _ message: String) throws {
    let words = arguments.map { $0.hasSuffix(".dcs") ? "\(folder.path)/\($0)" : $0 }
    let result = try Binary.run(words, in: folder)
    #expect(Int(result.code) == code, "\(result.errors)")
    #expect(message.isEmpty || result.errors.contains(message))
  }

  @Test func aFailedCheckOutlivesThePrompt() throws {
    let path = folder.path + "/s.dcs"
    let result = try Binary.run(["-i", path, "--epochs", "7"], input: "1 + 1\n", in: folder)
    #expect(result.code == 1 && result.output == "2\n")
  }

  @Test func aFullDiskIsTold() throws {
    let result = try Binary.run(
      "/bin/sh", ["-c", "\(try #require(Binary.path)) -c 'print 1' >/dev/full"],
      environment: Binary.environment(home: folder), in: folder.path)
    #expect(result.code == 5 && result.errors.contains("is the disk full?"))
  }

  @Test func checkFindsAllFaults() throws {
    let path = try folder.write("x = [1 2]\ny = 1\nfn f() {\n  )\n}\n", to: "faulty.dcs")
    let result = try Binary.run(["check", path], in: folder)
    #expect(result.code == 3 && result.errors.hasSuffix("2 errors\n"))
    #expect(result.errors.contains(":1:8:") && result.errors.contains(":4:3:"))
  }
}
