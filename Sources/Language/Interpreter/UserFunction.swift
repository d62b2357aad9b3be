/// `fn name(...) {...}` with the scope in which it was written.
final class UserFunction: Invocable {
  /// Empty for `fn(x) {...}`.
  let name: String
  let definition: FunctionDefinition
  let scope: Environment
  let span: Span
  let signature: Signature

  init(name: String, _ definition: FunctionDefinition, scope: Environment, span: Span) {
    (self.name, self.definition, self.scope, self.span) = (name, definition, scope, span)
    signature = Signature(callee: name.isEmpty ? "the function" : name, definition)
    scope.isCaptured = true
  }

  func invoke(_ arguments: [Argument], at span: Span, in interpreter: Interpreter) throws -> Value {
    let matched = try signature.match(
      arguments.map { Signature.Argument(name: $0.name, span: $0.span) }, at: span)
    let locals = Environment(parent: scope)
    do {
      let result = try interpreter.inCall(scope: locals, at: span) { locals in
        for (parameter, positions) in zip(definition.parameters, matched) {
          let argument = positions.first.map { arguments[$0] }
          locals.set(parameter.name.text, to: try value(of: parameter, argument, interpreter))
        }
        return try interpreter.value(ofBody: definition.body)
      }
      locals.end(giving: result)
      return result
    } catch {
      locals.end(giving: nil)
      throw traced(Diagnostic(error), at: span)
    }
  }

  /// How the error was reached: the innermost calls, as notes.
  private func traced(_ diagnostic: Diagnostic, at span: Span) -> Diagnostic {
    guard diagnostic.kind != .interrupted, diagnostic.kind != .check, diagnostic.notes.count < 4
    else {
      return diagnostic
    }
    var traced = diagnostic
    let name = self.name.isEmpty ? "a function" : self.name
    traced.notes.append("in \(name), called at \(span.source.name):\(span.line):\(span.column)")
    return traced
  }

  /// Defaults are evaluated at every call, in the scope of the call: they may use earlier
  /// parameters.
  private func value(
    of parameter: FunctionDefinition.Parameter, _ argument: Argument?, _ interpreter: Interpreter
  ) throws -> Value {
    if let argument { return argument.value }
    return try parameter.defaultValue.map { try interpreter.evaluate($0) } ?? .none
  }
}

/// A user's function seen from outside: help, completion and reports.
public struct FunctionDescription: Sendable {
  /// "err(n, scale=1)".
  public let signature: String
  /// The `##` lines above it.
  public let help: String?
  public let span: Span
}

extension Value {
  /// Of a user's function; nil for anything else.
  public var functionDescription: FunctionDescription? {
    guard case .function(let callable) = self, let function = callable as? UserFunction else {
      return nil
    }
    let parameters = function.definition.parameters.map { parameter in
      parameter.defaultValue.map { "\(parameter.name.text)=\($0.span.text)" } ?? parameter.name.text
    }
    return FunctionDescription(
      signature:
        "\(function.name.isEmpty ? "fn" : function.name)(\(parameters.joined(separator: ", ")))",
      help: function.definition.help, span: function.span)
  }
}
