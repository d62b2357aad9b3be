import Foundation
import Testing

/// `dcs generate FOLDER`, behind `make reference`.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct GenerateCommandTests {
  @Test func writesWhatTheRepositoryHas() throws {
    let folder = try Folder()
    let run = try Binary.run(["generate", folder.path], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../..").standardizedFileURL
    let names = run.output.split(separator: "\n")
    #expect(names.contains("Documentation/REFERENCE.md"))
    for name in names {
      let made = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(name)"))
      #expect(try made == Data(contentsOf: root.appendingPathComponent(String(name))), "\(name)")
    }
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let folder = try Folder()
    let run = try Binary.run(["generate", "/dev/null"], in: folder)
    #expect(run.code == 5 && run.errors.contains("/dev/null/Documentation"))
    #expect(try Binary.run(["generate"], in: folder).code == 2)
  }
}
