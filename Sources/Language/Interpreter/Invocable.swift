/// What every callable of the interpreter can do: functions of the user and commands share one
/// protocol.
protocol Invocable: Callable {
  func invoke(_ arguments: [Argument], at span: Span, in interpreter: Interpreter) throws -> Value
}

/// A command as a value: `map(list, sqrt)`.
struct CommandFunction: Invocable {
  let command: any Command
  var name: String { type(of: command).name }

  func invoke(_ arguments: [Argument], at span: Span, in interpreter: Interpreter) throws -> Value {
    do {
      return try command.run(try Binder.bind(command, arguments, at: span, context: interpreter))
    } catch {
      throw Diagnostic(error).located(at: span)
    }
  }
}
