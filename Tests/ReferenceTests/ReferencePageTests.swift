import Testing

@Suite struct ReferencePageTests {
  private static let page =
    GeneratedFilesTests.files.first { $0.path.hasSuffix("REFERENCE.md") }?.text ?? ""

  @Test func aCommandHasArgumentsDefaultsAndExamples() {
    let section = Self.page.split(separator: "\n### ").first { $0.hasPrefix("prune\n") } ?? ""
    #expect(section.contains("| `sparsity` |") && section.contains("lenet300()"))
    #expect(Self.page.contains("[prune](#prune)"))
  }

  /// A row has four borders, whatever stands in its cells.
  @Test func rowsOfTablesAreWhole() {
    for line in Self.page.split(separator: "\n") where line.hasPrefix("| `") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 4, "\(line)")
    }
  }
}
