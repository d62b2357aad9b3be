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
      return try run(arguments, at: span, in: interpreter)
    } catch {
      throw Diagnostic(error).located(at: span)
    }
  }

  /// On a thread of its own what may take long, so that Ctrl-C stops it. A command that calls
  /// functions of the user stays on this one, whose stack is deep: these functions notice Ctrl-C
  /// themselves.
  private func run(_ arguments: [Argument], at span: Span, in interpreter: Interpreter) throws
    -> Value
  {
    let command = command
    guard mayTakeLong(arguments) else {
      return try command.run(try Binder.bind(command, arguments, at: span, context: interpreter))
    }
    guard arguments.contains(where: \.value.isFunction) else {
      return try interpreter.interruptibly(name) { context in
        try command.run(try Binder.bind(command, arguments, at: span, context: context))
      }
    }
    return try command.run(
      try interpreter.interruptibly(name) { _ in
        try Binder.bind(command, arguments, at: span, context: interpreter)
      })
  }

  /// Everyday commands on small values take less time than a thread needs to start.
  private func mayTakeLong(_ arguments: [Argument]) -> Bool {
    switch type(of: command).group {
    case .numbers, .tables, .text, .notebook:
      arguments.contains(where: \.value.isLarge) || Value.describeMany(arguments.map(\.value))
    default: true
    }
  }
}
