import Language

extension BoundCall {
  /// Runs `body` and lets an error without a place point at the argument.
  func locating<Result>(_ parameter: some AnyParameter, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch var diagnostic as Diagnostic {
      diagnostic.span = diagnostic.span ?? span(of: parameter)
      throw diagnostic
    } catch let error as any DiagnosticConvertible {
      var diagnostic = error.diagnostic
      diagnostic.span = span(of: parameter)
      throw diagnostic
    }
  }
}
