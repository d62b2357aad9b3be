/// Runs programs. Knows the language and no command by name.
public final class Interpreter: CallContext, @unchecked Sendable {
  private let sink: @Sendable (Event) -> Void
  private let isInterrupted: @Sendable () -> Bool

  public init(sink: @escaping @Sendable (Event) -> Void, isInterrupted: @escaping @Sendable () -> Bool) {
    self.sink = sink
    self.isInterrupted = isInterrupted
  }

  public func emit(_ event: Event) { sink(event) }

  public func checkInterruption() throws {
    if isInterrupted() { throw Diagnostic(.interrupted, "interrupted") }
  }

  public func invoke(_ function: any Callable, _ arguments: [Value], at span: Span) throws -> Value {
    throw Diagnostic(.type, "functions are not there yet", at: span)
  }
}
