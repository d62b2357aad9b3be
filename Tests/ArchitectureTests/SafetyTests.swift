import Testing

/// What a user's input could turn into a trap, and what would be shared behind everybody's back.
struct SafetyTests {
  static let sources = Repository.swiftFiles(in: "Sources")

  /// File-level variables that a C library's callbacks leave no way around.
  static let filesWithVariables = ["Sources/dcs/ReadlineEditor.swift"]

  @Test func nothingTrapsOnPurpose() {
    for file in Self.sources {
      for (number, line) in file.codeLines.enumerated() {
        for trap in ["try!", " as! ", "fatalError("] {
          #expect(!line.contains(trap), "\(file.path):\(number + 1) has \(trap)")
        }
      }
    }
  }

  @Test func noTargetHasMutableGlobals() {
    for file in Self.sources where !Self.filesWithVariables.contains(file.path) {
      for (number, line) in file.codeLines.enumerated() {
        let isStoredStatic =
          line.contains(#/\bstatic var\b/#) && !line.contains("{") && !Self.opensOnNextLine(file, number)
        let isFileLevel = line.contains(#/^(public |private |package |internal |nonisolated\(unsafe\) )*var /#)
        #expect(!isStoredStatic, "\(file.path):\(number + 1) stores a static var")
        #expect(!isFileLevel || line.contains("{"), "\(file.path):\(number + 1) has a global variable")
      }
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
      for marker in ["TO" + "DO", "FIX" + "ME"] { #expect(!file.text.contains(marker), "\(file.path)") }
    }
  }

  /// `static var x: Int` of a protocol or a computed one whose brace stands on the next line.
  private static func opensOnNextLine(_ file: Repository.File, _ number: Int) -> Bool {
    number + 1 < file.lines.count && file.lines[number + 1].hasSuffix("{")
  }
}
