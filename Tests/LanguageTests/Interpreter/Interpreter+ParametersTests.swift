import Language
import Testing

@Suite struct InterpreterParametersTests {
  private let script = """
    param out = "Plots" "folder"
    param epochs = 20 "passes"
    param rate = 1%
    param fast = false
    param parts = [60%, 85%]
    param dir = none
    print(out, epochs, rate, fast, parts, dir)
    """

  private func result(_ parameters: [String: String]) -> String {
    let (outcome, recording) = run(script, parameters: parameters)
    return outcome.error?.message ?? recording.lines.joined(separator: "; ")
  }

  @Test func textTakesTheDefaultsKind() {
    #expect(result([:]) == "Plots 20 0.01 false [0.6, 0.85] none")
    #expect(
      result(["out": "7", "epochs": "3", "rate": "5%", "fast": "true"])
        == "7 3 0.05 true [0.6, 0.85] none")
    #expect(result(["parts": "[1, 2]", "dir": "/tmp/x"]) == "Plots 20 0.01 false [1, 2] /tmp/x")
    #expect(result(["epochs": "-3"]) == "Plots -3 0.01 false [0.6, 0.85] none")
  }

  @Test func refusals() {
    #expect(result(["epochs": "many"]) == "parameter 'epochs' must be a number, not 'many'")
    #expect(result(["epochs": "sqrt(4)"]) == "parameter 'epochs' must be a number, not 'sqrt(4)'")
    #expect(result(["fast": "1"]) == "parameter 'fast' must be a bool, not '1'")
    let (outcome, recording) = run(script, parameters: ["epoch": "3"])
    #expect(outcome.error?.message == "test.dcs has no parameter 'epoch'")
    #expect(outcome.error?.hint == "did you mean 'epochs'?")
    #expect(recording.lines == [])
  }

  @Test func requiredOnesAreMissedBeforeAnythingRuns() {
    let (outcome, recording) = run("print 1\nparam path")
    #expect(outcome.error?.message == "parameter 'path' is required")
    #expect(recording.lines == [])
    #expect(output2("param path\nprint path", ["path": "a b"]) == ["a b"])
  }

  private func output2(_ code: String, _ parameters: [String: String]) -> [String] {
    run(code, parameters: parameters).recording.lines
  }

  @Test func declarationsAreListed() throws {
    let program = try Parser.parse(SourceText(name: "t", text: script))
    let declarations = Interpreter.parameters(of: program)
    #expect(declarations.map(\.name.text) == ["out", "epochs", "rate", "fast", "parts", "dir"])
    #expect(declarations[0].help == "folder")
    #expect(declarations[4].defaultValue?.span.text == "[60%, 85%]")
  }
}
