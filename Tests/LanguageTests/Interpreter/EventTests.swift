import Language
import Synchronization
import Testing

@Suite struct EventTests {
  private final class Heard: Sendable {
    let events = Mutex<[Event]>([])
  }

  /// Each statement of the script itself is told before what it shows, those inside of it are not.
  @Test func statementsAreToldBeforeTheirOutput() {
    let heard = Heard()
    let interpreter = Interpreter(
      commands: CommandTable([]), sink: { event in heard.events.withLock { $0.append(event) } },
      isInterrupted: { false })
    let code = "## A\nx = 1\nfor i in 1..2 {\n  x += i\n}\ncheck x == 4\n"
    _ = interpreter.execute(SourceText(name: "s", text: code), echo: .none)
    let story = heard.events.withLock { $0 }.map { event in
      switch event {
      case .statement(let span): "line \(span.line)"
      case .prose(let text): "prose \(text)"
      case .check(let result): "check \(result.passed)"
      default: "other"
      }
    }
    #expect(story == ["line 1", "prose A", "line 2", "line 3", "line 6", "check true"])
  }
}
