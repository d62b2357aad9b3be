import Testing

/// What a user's input could turn into a trap, and what would be shared behind everybody's back.
struct SafetyTests {
  static let sources = Repository.swiftFiles(in: "Sources")

  /// File-level variables that a C library's callbacks leave no way around.
  static let filesWithVariables = ["Sources/dcs/ReadlineEditor.swift"]

  @Test(arguments: ["try!", " as! ", "fatalError("])
  func nothingTrapsOnPurpose(trap: String) {
    for file in Self.sources {
      for line in file.codeLines(containing: trap) {
        Issue.record("\(file.path):\(line.number): \(line.code)")
      }
    }
  }

  /// A task-local value is no global variable: its setting ends with the scope that made it.
  @Test func noTargetHasMutableGlobals() {
    for file in Self.sources where !Self.filesWithVariables.contains(file.path) {
      for line in file.codeLines(containing: "var ") where isStoredGlobal(line.code) {
        Issue.record("\(file.path):\(line.number): \(line.code)")
      }
    }
  }

  /// Computed ones have a brace.
  private func isStoredGlobal(_ code: String) -> Bool {
    guard !code.contains("{"), !code.contains("@TaskLocal") else { return false }
    return code.contains("static var ")
      || code.wholeMatch(
        of: #/(public |private |package |internal |fileprivate |nonisolated\(unsafe\) )*var .*/#)
        != nil
  }

  @Test func recognisesStoredGlobals() {
    for code in [
      "var count = 0", "private var count = 0", "  static var count = 0",
      "  public static var count: Int",
    ] {
      #expect(isStoredGlobal(code), "\(code)")
    }
    for code in [
      "  var count = 0", "var count: Int { 0 }", "  @TaskLocal static var count = 0",
      "  static var n: Int {",
    ] {
      #expect(!isStoredGlobal(code), "\(code)")
    }
  }

  /// A test proves what it says only if nothing but the test runner knows where shared data lie.
  @Test func onlyTheRunnersKnowTheSharedFolder() {
    let needle = ["..", "shared"].joined(separator: "/")
    let folders = ["Sources", "Tests", "Scripts", "Datasets", "Documentation"]
    let isText = { (path: String) in
      [".swift", ".dcs", ".md", ".py", ".c", ".h", "/fetch"].contains { path.hasSuffix($0) }
    }
    for file in folders.flatMap({ Repository.files(in: $0, where: isText) }) {
      #expect(!file.text.contains(needle), "\(file.path)")
    }
  }

  @Test func nothingIsLeftToDo() {
    for file in Self.sources {
      for marker in ["TO" + "DO", "FIX" + "ME"] {
        #expect(!file.text.contains(marker), "\(file.path)")
      }
    }
  }
}
