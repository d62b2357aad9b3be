import Foundation
import Testing

/// Dependencies point one way (STYLE.md, "Targets and allowed imports"); SwiftPM itself does not
/// police this.
struct ImportTests {
  /// What each target may import of ours and of C.
  static let allowed: [String: Set<String>] = [
    "Memory": [],
    "Ranks": [],
    "Tensors": ["COpenBLAS", "CKernels"],
    "Operators": ["Memory", "Tensors", "CKernels"],
    "Products": ["Tensors", "CKernels"],
    "Networks": ["Memory", "Tensors", "CKernels"],
    "Datasets": ["Memory", "Tensors", "CKernels", "CZlib", "CCrypto", "CPNG", "CTurboJPEG"],
    "Training": ["Ranks", "Tensors", "Networks", "Datasets", "CKernels"],
    "Pruning": ["Tensors", "Networks", "Training", "CKernels"],
    "Quantization": ["CKernels", "Tensors", "Networks", "Training"],
    "EntropyCoding": ["CKernels"],
    "CompressedModels": [
      "Memory", "Tensors", "Networks", "EntropyCoding", "ModelExchange", "CZlib", "CCrypto",
    ],
    "CodeExport": [
      "Tensors", "Operators", "Networks", "ModelExchange", "EntropyCoding", "CompressedModels",
      "Inference",
    ],
    "ModelExchange": ["Memory", "Tensors", "Operators", "Networks", "CZip"],
    "Inference": ["Memory", "Tensors", "Products", "Networks", "CompressedModels"],
    "Devices": [
      "CDeviceKernels", "Tensors", "Products", "Networks", "CompressedModels", "Inference",
    ],
    "Benchmarks": [
      "CKernels", "Tensors", "Products", "Networks", "CompressedModels", "Inference", "Devices",
    ],
    "DeepCompression": [
      "Ranks", "Tensors", "Networks", "Datasets", "Training", "Pruning", "Quantization",
      "ModelExchange", "CompressedModels", "Inference", "Benchmarks",
    ],
    "Plotting": ["CPNG"],
    "Language": ["Memory"],
    "Commands": [
      "Memory", "Ranks", "Language", "Plotting", "Tensors", "Networks", "Datasets", "Training",
      "Pruning", "Quantization", "EntropyCoding", "CompressedModels", "CodeExport", "ModelExchange",
      "Products", "Inference", "Devices", "Benchmarks", "DeepCompression",
    ],
    "Console": ["Language"],
    "Reports": ["Language", "CMarkdown", "CCrypto"],
    "Reference": ["Language"],
    "Jupyter": ["Language", "Console", "Reports", "CCrypto"],
    "dcs": [
      "Console", "Commands", "Devices", "Language", "Memory", "Ranks", "Reports", "Reference",
      "Jupyter", "CReadline", "CTerminal", "ArgumentParser",
    ],
  ]

  static let systemModules: Set<String> = [
    "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
  ]

  /// Targets whose sources must not need Foundation.
  static let withoutFoundation: Set<String> = [
    "Memory", "Ranks", "Language", "EntropyCoding", "Tensors", "Networks",
  ]

  @Test func filesImportOnlyWhatTheirTargetMay() throws {
    for file in Repository.swiftFiles(in: "Sources") {
      let allowed = try #require(
        Self.allowed[file.target], "\(file.target) is not in the table of imports")
      #expect(
        file.imports.subtracting(Self.systemModules).subtracting(allowed) == [], "\(file.path)")
    }
  }

  @Test func numericAndLanguageTargetsDoWithoutFoundation() {
    for file in Repository.swiftFiles(in: "Sources")
    where Self.withoutFoundation.contains(file.target) {
      #expect(!file.imports.contains("Foundation"), "\(file.path)")
      #expect(!file.imports.contains("FoundationEssentials"), "\(file.path)")
    }
  }

  /// Otherwise a build that goes on from an older one does not compile the tests anew when a module
  /// changes.
  @Test func testTargetsNameWhatTheyImport() throws {
    let package = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
    for (target, files) in Dictionary(grouping: Repository.swiftFiles(in: "Tests"), by: \.target) {
      guard let start = package.firstRange(of: "name: \"\(target)\"")?.upperBound else { continue }
      let declaration = package[start...].prefix { $0 != ")" }
      for module in Set(files.flatMap(\.imports)).intersection(Self.allowed.keys) {
        #expect(declaration.contains("\"\(module)\""), "\(target) imports \(module)")
      }
    }
  }

  /// Each library with a C interface that bites is touched by one file.
  @Test(arguments: [("CReadline", "Sources/dcs/ReadlineEditor.swift")])
  func oneFileImports(module: String, path: String) {
    let importers = Repository.swiftFiles(in: "Sources").filter { $0.imports.contains(module) }.map(
      \.path)
    #expect(importers == [path])
  }

  /// The table allows no cycle: every target can be removed once all that it imports are.
  @Test func theTableHasNoCycles() {
    var left = Self.allowed
    while let leaf = left.first(where: { $0.value.isDisjoint(with: left.keys) })?.key {
      left[leaf] = nil
    }
    #expect(left.isEmpty)
  }
}
