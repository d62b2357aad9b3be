import Testing

/// Tests mirror sources: the facts about `Name.swift` are in `NameTests.swift`, those about a facet
/// `Name+Facet.swift` there, too, or in a file of its own (CONTRIBUTING.md, "Budgets").
struct MirrorTests {
  /// How many source files of a target have no test file of their name. Numbers may fall, never
  /// grow: who adds a file adds its tests, and who writes tests lowers the number.
  static let untested: [String: Int] = [
    "Benchmarks": 5, "CodeExport": 8, "Commands": 100, "CompressedModels": 20, "Console": 4,
    "Datasets": 1, "Devices": 11,
    "DeepCompression": 1, "EntropyCoding": 1, "Inference": 6, "Language": 5, "ModelExchange": 16,
    "Jupyter": 2, "Networks": 12, "Plotting": 29, "Products": 6, "Reports": 1, "Tensors": 6,
    "Training": 3, "dcs": 16,
  ]

  /// File names of tests in the target's test folder.
  private func testNames(of target: String) -> Set<Substring> {
    Set(Repository.swiftFiles(in: "Tests/\(target)Tests").map { Self.name(of: $0.path) })
  }

  private static func name(of path: String) -> Substring {
    path.split(separator: "/").last?.dropLast(".swift".count) ?? ""
  }

  private static func isTested(_ path: String, by tests: Set<Substring>) -> Bool {
    let name = name(of: path)
    let type = name.prefix { $0 != "+" }
    return tests.contains(name + "Tests") || tests.contains(type + "Tests")
  }

  @Test func noTargetLosesTests() {
    let sources = Dictionary(grouping: Repository.swiftFiles(in: "Sources"), by: \.target)
    for (target, files) in sources {
      let tests = testNames(of: target == "dcs" ? "Terminal" : target)
      let missing = files.map(\.path).filter { !Self.isTested($0, by: tests) }
      #expect(
        missing.count <= Self.untested[target, default: 0],
        "\(target) has \(missing.count) files without tests:\n\(missing.joined(separator: "\n"))")
    }
  }

  /// A number that is too high would let others slip in.
  @Test func theNumbersAreUpToDate() {
    let sources = Dictionary(grouping: Repository.swiftFiles(in: "Sources"), by: \.target)
    #expect(Set(Self.untested.keys).isSubset(of: sources.keys))
  }

  @Test func facetsBelongToTheirTypes() {
    #expect(Self.isTested("Sources/A/Name.swift", by: ["NameTests"]))
    #expect(Self.isTested("Sources/A/Deep/Name+Facet.swift", by: ["NameTests"]))
    #expect(Self.isTested("Sources/A/Name+Facet.swift", by: ["Name+FacetTests"]))
    #expect(!Self.isTested("Sources/A/Name.swift", by: ["Name+FacetTests", "OtherTests"]))
  }
}
