extension Interpreter {
  /// All that is known to be wrong with a program before it runs: its syntax, its includes, its
  /// calls, its names. Nothing is run and nothing is emitted; required parameters may still be
  /// missing.
  public func faults(in source: SourceText) -> [Diagnostic] {
    do {
      let program = try Parser.parse(source)
      var loader = IncludeLoader()
      return checker([program] + (try loader.preload(program))).faults(checksNames: true)
    } catch {
      return [Diagnostic(error)]
    }
  }

  /// The first of them.
  public func fault(in source: SourceText) -> Diagnostic? { faults(in: source).first }

  func checker(_ programs: [Program]) -> ScriptChecker {
    ScriptChecker(commands: commands, programs: programs, known: globals.names)
  }
}
