import Memory
import Synchronization

/// Runs programs. Knows the language and no command by name.
///
/// One thread at a time. Recursion of the user's functions is bounded by `callLimit` and by the
/// stack of the thread that calls `execute`: clients give it 64 MB for the whole limit; on a
/// smaller one the error `limit` comes earlier.
public final class Interpreter: CallContext, @unchecked Sendable {
  /// How many of the user's functions may be running inside one another.
  static let callLimit = 5000

  public let commands: CommandTable
  /// The session's variables.
  public let globals = Environment()

  private let sink: @Sendable (Event) -> Void
  private let isInterrupted: @Sendable () -> Bool

  /// Where names are assigned now: the globals, or the locals of the running function.
  var scope: Environment
  var callDepth = 0
  var stack = StackGuard()
  var includes = IncludeLoader()
  /// Values for `param`, as text.
  var parameters: [String: String] = [:]
  var checksRun = 0
  var checksFailed = 0
  /// How many commands are running that call functions of the user: `map`, `sweep`.
  private var callingCommands = 0
  private let checksOfMemory = Atomic<UInt8>(0)
  /// What was told while somebody gathers it; nil while it goes to the client at once.
  private let gathered = Mutex<[Event]?>(nil)

  public init(
    commands: CommandTable, sink: @escaping @Sendable (Event) -> Void,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    (self.commands, self.sink, self.isInterrupted) = (commands, sink, isInterrupted)
    scope = globals
  }

  public func emit(_ event: Event) {
    if case .outcome = event, callingCommands > 0 { return }
    let isGathered = gathered.withLock { events in
      guard events != nil else { return false }
      events?.append(event)
      return true
    }
    if !isGathered { sink(event) }
  }

  /// Checks count when they are told.
  public func gathering<Result>(_ body: () throws -> Result) throws -> (
    result: Result, events: [Event]
  ) {
    let before = (outer: gathered.withLock { $0 }, run: checksRun, failed: checksFailed)
    gathered.withLock { $0 = [] }
    defer {
      gathered.withLock { $0 = before.outer }
      (checksRun, checksFailed) = (before.run, before.failed)
    }
    let result = try body()
    return (result, gathered.withLock { $0 ?? [] })
  }

  public func tell(_ events: [Event]) {
    for event in events {
      emit(event)
      guard case .check(let check) = event else { continue }
      checksRun += 1
      if !check.passed { checksFailed += 1 }
    }
  }

  /// Also whether memory is used up: many small values fill it, too.
  public func checkInterruption() throws {
    if isInterrupted() { throw Diagnostic(.interrupted, "interrupted") }
    let checks = checksOfMemory.wrappingAdd(1, ordering: .relaxed).newValue
    if checks == 0 { try MemoryBudget.check() }
  }

  public func invoke(_ function: any Callable, _ arguments: [Value], at span: Span) throws -> Value
  {
    callingCommands += 1
    defer { callingCommands -= 1 }
    return try invoke(
      function, arguments.map { Argument(name: nil, value: $0, span: span) }, at: span)
  }
}
