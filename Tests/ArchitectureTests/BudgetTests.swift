import Testing

/// Sizes that keep a file readable in one sitting (STYLE.md, "Shape").
struct BudgetTests {
  static let lineLimit = 500
  static let columnLimit = 100
  static let functionLimit = 60

  /// Tables that a tool recorded are no text to read.
  @Test func noFileIsLongerThanItsBudget() {
    for file in Repository.swiftFiles(in: "Sources") + Repository.swiftFiles(in: "Tests")
    where !file.text.contains("// swift-format-ignore\n  static let table: StaticString") {
      #expect(file.lines.count <= Self.lineLimit, "\(file.path)")
    }
  }

  /// Counted in characters, as an editor does. C has the limit too, but for kernels: they wait for
  /// their own turn.
  @Test func noLineIsWiderThanItsBudget() {
    let endings = [".swift", ".dcs", ".c", ".h"]
    let files = ["Sources", "Tests", "Scripts"].flatMap { folder in
      Repository.files(in: folder) { name in
        endings.contains(where: name.hasSuffix) && !name.hasPrefix("CKernels/")
      }
    }
    #expect(files.count > 500)
    for file in files {
      for (index, line) in file.lines.enumerated() where line.count > Self.columnLimit {
        Issue.record("\(file.path):\(index + 1) has \(line.count) columns")
      }
    }
  }

  /// Counted from the line of `func` or `init` to the brace that closes it, by indentation, which
  /// the formatter keeps.
  @Test func noFunctionIsLongerThanItsBudget() {
    for file in Repository.swiftFiles(in: "Sources") {
      for function in Functions.found(in: file.lines) {
        #expect(
          function.lineCount <= Self.functionLimit, "\(file.path):\(function.line) \(function.name)"
        )
      }
    }
  }

  @Test func countsTheLinesOfAFunction() {
    let text = """
      struct A {
        func first() {
          work()
        }

        static func second(
          a: Int
        ) -> Int {
          if a > 0 {
            return 1
          }
          return 2
        }
        func third() -> Int { 3 }
      }
      """
    let found = Functions.found(in: text.split(separator: "\n", omittingEmptySubsequences: false))
    #expect(found.map(\.name) == ["first", "second", "third"])
    #expect(found.map(\.lineCount) == [3, 8, 1])
  }
}

/// Finds functions in formatted Swift.
enum Functions {
  struct Found {
    let name: String
    /// From 1.
    let line: Int
    let lineCount: Int
  }

  static func found(in lines: [Substring]) -> [Found] {
    lines.indices.compactMap { index in
      guard let name = name(in: lines[index]) else { return nil }
      return Found(name: name, line: index + 1, lineCount: length(from: index, in: lines))
    }
  }

  private static func name(in line: Substring) -> String? {
    guard line.contains("func ") || line.contains("init") else { return nil }
    guard let match = line.firstMatch(of: #/^ *(?:[@a-z(][\w()@]* )*(?:func (\S[^(<]*)|(init)\b)/#)
    else { return nil }
    guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return nil }
    return match.output.1.map(String.init) ?? match.output.2.map(String.init)
  }

  /// Up to the first later line that is the closing brace at the same depth; one line when the next
  /// is no deeper.
  private static func length(from start: Int, in lines: [Substring]) -> Int {
    let indentation = lines[start].prefix { $0 == " " }
    if !lines[start].hasSuffix("{") && !lines[start].hasSuffix("(") { return 1 }
    let end = lines[(start + 1)...].firstIndex { $0 == indentation + "}" } ?? start
    return end - start + 1
  }
}
