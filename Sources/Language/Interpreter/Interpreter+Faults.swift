extension Interpreter {
  /// What is known to be wrong with a program before it runs: its syntax, its includes, its calls. Nothing is run and
  /// nothing is emitted; required parameters may still be missing.
  public func fault(in source: SourceText) -> Diagnostic? {
    do {
      let program = try Parser.parse(source)
      var loader = IncludeLoader()
      let included = try loader.preload(program)
      try CallChecker(commands: commands, programs: [program] + included, known: globals.names).check()
      return nil
    } catch {
      return Diagnostic(error)
    }
  }
}
