import Console
import Dispatch
import Testing

@Suite struct InterruptionTests {
  @Test func interruptStopsTheRunningEntryOnly() async {
    let notebook = Notebook()
    notebook.enter("x = 3")
    let console = notebook.console
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) { console.interrupt() }
    #expect(notebook.enter("spin()") == ["interrupted: interrupted"])
    #expect(notebook.enter("double(x)") == ["6"])
  }
}
