import Language

/// Answers of users' conditions. There is no truthiness: anything but true and false is an error.
enum Truth {
  static func of(_ element: Value, by condition: FunctionArgument, _ call: BoundCall) throws -> Bool
  {
    let answer = try call.context.invoke(condition.callable, [element], at: call.span)
    guard case .bool(let truth) = answer else {
      throw Diagnostic(
        .type, "the condition gives \(answer.typeNameWithArticle), not true or false", at: call.span
      )
    }
    return truth
  }
}
