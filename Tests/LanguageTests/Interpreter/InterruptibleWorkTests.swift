import Language
import Synchronization
import Testing

/// Commands whose work cannot be asked to stop.
struct InterruptibleWorkTests {
  /// Works until the test lets it go, and never asks whether it should stop.
  private struct StubbornCommand: Command {
    static let name = "stubborn"
    static let summary = "Works without asking."
    static let group = CommandGroup.look
    static let parameters: [any AnyParameter] = []
    static let examples = [Example("stubborn()")]
    let isReleased: @Sendable () -> Bool

    func run(_ call: BoundCall) throws -> Value {
      while !isReleased() {}
      call.context.emit(.text("too late"))
      return .number(1)
    }
  }

  private final class Flag: Sendable {
    private let raised = Atomic(false)
    var isRaised: Bool { raised.load(ordering: .acquiring) }
    func raise() { raised.store(true, ordering: .releasing) }
  }

  private final class Lines: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func append(_ event: Event) {
      if case .text(let text) = event { kept.withLock { $0.append(text) } }
    }
  }

  /// The work still goes on when the interpreter is free again; what it says later is not heard.
  @Test func ctrlCDoesNotWaitForTheWork() {
    let (release, lines) = (Flag(), Lines())
    let polls = Mutex(0)
    defer { release.raise() }
    let interpreter = Interpreter(
      commands: CommandTable([StubbornCommand(isReleased: { release.isRaised }), PrintCommand()]),
      sink: lines.append,
      isInterrupted: {
        polls.withLock { count in
          count += 1
          return count == 3
        }
      })
    let outcome = interpreter.execute(
      SourceText(name: "s", text: "x = 1; stubborn()"), echo: .none)
    #expect(outcome.error?.kind == .interrupted)
    #expect(outcome.error?.span?.text == "stubborn()")
    #expect(!release.isRaised)
    let later = interpreter.execute(SourceText(name: "s", text: "print(x + 1)"), echo: .none)
    #expect(later.error == nil)
    #expect(lines.all == ["2"])
  }

  @Test func whatTheWorkGivesComesBack() {
    let lines = Lines()
    let interpreter = Interpreter(
      commands: CommandTable([StubbornCommand(isReleased: { true }), PrintCommand()]),
      sink: lines.append, isInterrupted: { false })
    let outcome = interpreter.execute(
      SourceText(name: "s", text: "stubborn() + 1"), echo: .none)
    #expect(outcome.value?.literal == "2")
    #expect(lines.all == ["too late"])
  }

  /// Lines about stages that another command runs many times are not told.
  @Test func outcomesOfCallbacksAreSilent() {
    struct StageCommand: Command {
      static let name = "stage"
      static let summary = "Tells an outcome."
      static let group = CommandGroup.look
      static let number = Parameter<Double>("x", "given back", default: 0)
      static let parameters: [any AnyParameter] = [number]
      static let examples = [Example("stage(1)")]
      func run(_ call: BoundCall) throws -> Value {
        call.context.emit(.outcome("stage: \(Int(call[Self.number]))"))
        return .number(call[Self.number])
      }
    }
    let told = Mutex<[String]>([])
    let interpreter = Interpreter(
      commands: CommandTable([StageCommand(), MapCommand()]),
      sink: { event in
        if case .outcome(let text) = event { told.withLock { $0.append(text) } }
      }, isInterrupted: { false })
    _ = interpreter.execute(
      SourceText(name: "s", text: "stage(1); map([2, 3], stage); for i in 4..5 { stage(i) }"),
      echo: .none)
    #expect(told.withLock { $0 } == ["stage: 1", "stage: 4", "stage: 5"])
  }
}
