import Console
import Language
import Testing

struct ConsoleTests {
  @Test func echoesEveryValueOfAnEntryUnlessASemicolonEndsIt() {
    let notebook = Notebook()
    #expect(notebook.enter("1 + 1\n2 + 2") == ["2", "4"])
    #expect(notebook.enter("3 + 3;") == [])
    #expect(notebook.enter("x = 4") == [])
  }

  @Test func ansAndUnderscoreAreTheLastValue() {
    let notebook = Notebook()
    notebook.enter("20 + 1;")
    #expect(notebook.enter("ans * 2") == ["42"])
    #expect(notebook.enter("_ + 1") == ["43"])
    notebook.enter("x = 5")
    #expect(notebook.enter("ans") == ["43"], "an assignment is no output")
  }

  @Test func aLineThatStartsWithAPipeContinuesFromAns() {
    let notebook = Notebook()
    notebook.enter("21")
    #expect(notebook.enter("|> double") == ["42"])
  }

  @Test func quietCommandsAreNotEchoedButKept() {
    let notebook = Notebook()
    #expect(notebook.enter("hush 7") == [])
    #expect(notebook.enter("ans") == ["7"])
  }

  @Test func entriesAreNumberedWhateverBecomesOfThem() {
    let notebook = Notebook()
    #expect(notebook.console.entryNumber == 1)
    notebook.enter("1")
    notebook.enter("nonsense")
    notebook.enter("   ")
    notebook.enter(":vars")
    notebook.enter("?double")
    #expect(notebook.console.entryNumber == 3)
  }

  @Test func errorsAreToldOnceAndKeepTheVariables() {
    let notebook = Notebook()
    notebook.enter("x = 1")
    #expect(notebook.enter("x = 2 + y").count == 1)
    #expect(notebook.enter("x") == ["1"])
  }

  @Test(arguments: ["quit", "exit", "quit()", " exit "])
  func wordsThatLeave(word: String) {
    let notebook = Notebook()
    #expect(notebook.console.execute(word).isLeaving)
    notebook.enter("\(word == "exit" ? "exit" : "quit") = 3")
    let outcome = notebook.console.execute(word == "exit" ? "exit" : "quit")
    #expect(!outcome.isLeaving, "a variable of that name takes the word back")
  }

  @Test func scriptsEchoNothingAndTakeParameters() {
    let notebook = Notebook()
    let script = SourceText(name: "s.dcs", text: "param n = 1\nn\ncheck n == 4\n")
    #expect(notebook.console.run(script, parameters: ["n": "4"]).exitCode == .success)
    #expect(notebook.lines == ["check true"])
    #expect(notebook.console.run(script).exitCode == .checkFailed)
  }

  @Test func promptWordsInAScriptAreRefusedWithAHint() {
    let notebook = Notebook()
    let outcome = notebook.console.run(SourceText(name: "s.dcs", text: "x = 1\n:vars\n"))
    #expect(outcome.exitCode == .syntax)
  }

  @Test func knowsWhenAnEntryNeedsAnotherLine() {
    let console = Notebook().console
    for text in ["", "1 + 1", ":vars", "help double", "dcs [1]> x = 1", "x = )"] {
      #expect(!console.needsAnotherLine(text), "\(text)")
    }
    for text in ["fn f() {", "x = [1,", "1 +", "dcs [1]> x = ["] {
      #expect(console.needsAnotherLine(text), "\(text)")
    }
  }
}
