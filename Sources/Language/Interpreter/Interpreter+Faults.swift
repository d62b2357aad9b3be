extension Interpreter {
  /// All that is known to be wrong with a program before it runs: its syntax, its includes, its
  /// calls, its names. Nothing is run and nothing is emitted; required parameters may still be
  /// missing. Where the syntax is wrong, names are not judged: what binds them may be in the part
  /// that could not be read.
  public func faults(in source: SourceText) -> [Diagnostic] {
    let syntax = SyntaxFaults(of: source)
    guard let program = syntax.program else { return syntax.faults }
    do {
      var loader = IncludeLoader()
      let programs = [program] + (try loader.preload(program))
      let others = checker(programs).faults(checksNames: syntax.faults.isEmpty)
      return (syntax.faults + others).sorted { ($0.span?.line ?? 0) < ($1.span?.line ?? 0) }
    } catch {
      return syntax.faults + [Diagnostic(error)]
    }
  }

  func checker(_ programs: [Program]) -> ScriptChecker {
    ScriptChecker(commands: commands, programs: programs, known: globals.names)
  }
}
