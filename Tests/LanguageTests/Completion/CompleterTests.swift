import Language
import Testing

@Suite struct CompleterTests {
  struct Layer: ScriptObject {
    let typeName = "layer"
    let summary = "layer"
    let fieldNames = ["weight", "bias"]
  }
  struct Net: ScriptObject {
    let typeName = "net"
    let summary = "net"
    let fieldNames = ["fc1", "fc2", "bytes"]
    func field(_ name: String) throws -> Value? {
      fieldNames.contains(name) ? (name == "bytes" ? .number(1) : .object(Layer())) : nil
    }
  }

  private func completer() -> Completer {
    let globals = Environment()
    globals.set("network1", to: .object(Net()))
    globals.set("settings", to: .record(Record([("alpha", .number(1)), ("beta", .number(2))])))
    return Completer(commands: testCommands, globals: globals)
  }

  /// What is offered at the bar.
  private func offers(_ marked: String) -> [String] {
    let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
    return completer().complete(parts.joined(), cursor: parts[0].utf8.count).candidates.map(\.text)
  }

  @Test func names() {
    #expect(offers("ne¦") == ["network1"])
    #expect(offers("x = pr¦") == ["print", "prune"])
    #expect(offers("wh¦") == ["while"])
    #expect(offers("# pr¦") == [])
  }

  @Test func namedArguments() {
    #expect(offers("prune(network1, sp¦") == ["sparsity="])
    #expect(offers("prune(network1, sparsity=1, th¦)") == ["threshold="])
    #expect(offers("prune(network1, sparsity=1, sp¦") == [])
    #expect(offers("prune network1 sp¦") == ["sparsity="])
    #expect(offers("x = [1]\nshow(1)\nprune(1,\n  me¦") == ["method="])
    #expect(offers("prune(sqrt(4), me¦") == ["method="])
  }

  @Test func fields() {
    #expect(offers("network1.¦") == ["fc1", "fc2", "bytes"])
    #expect(offers("print(network1.fc1.w¦") == ["weight"])
    #expect(offers("settings.a¦") == ["alpha"])
    #expect(offers("unknown.¦") == [])
  }

  @Test func strings() {
    #expect(offers("prune(1, method=\"¦") == ["magnitude", "random"])
    #expect(offers("prune(network1, method=\"¦") == ["magnitude", "random"])
    #expect(offers("1 |> prune(1, 2, \"r¦\")") == ["random"])
    #expect(offers("prune(network1, only=[\"f¦") == ["fc1", "fc2"])
    #expect(offers("prune(network1, sparsity={fc¦") == ["fc1", "fc2"])
    let file = completer().complete("include \"Scr", cursor: 12)
    #expect(file.expectsFileName)
    #expect(file.replacing == 9..<12)
  }

  /// `net["` is a layer, `"{` is code, `method=` is one of its words, in quotes.
  @Test func indicesCodeInStringsAndChoices() {
    #expect(offers("network1[\"f¦") == ["fc1", "fc2"])
    #expect(offers("print \"it is {network1.fc1.w¦") == ["weight"])
    #expect(offers("print \"{settings.alpha} and {settings.¦") == ["alpha", "beta"])
    #expect(offers("print \"{settings.alpha} and s¦") == [])
    #expect(offers("prune(1, method=¦") == ["\"magnitude\"", "\"random\""])
    let inside = completer().complete("print \"a {network1.fc1.w", cursor: 24)
    #expect(inside.replacing == 23..<24 && inside.quote == nil)
    #expect(completer().complete("x = 'a", cursor: 6).quote == "'")
  }

  @Test func signatures() {
    #expect(
      completer().signature("prune(network1, ", cursor: 16)?.hasPrefix(
        "prune(network, sparsity=0.9") == true)
    #expect(completer().signature("x = 1 + ", cursor: 8) == nil)
  }
}
