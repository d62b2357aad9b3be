import Glibc

/// Reads and parses included scripts, each once, and refuses cycles.
struct IncludeLoader {
  private var programs: [String: Program] = [:]
  /// Resolved paths of the scripts whose includes were looked for.
  private var walked: Set<String> = []
  /// Resolved paths of the scripts that are being run or walked now.
  private var open: [String] = []

  /// Parses the included scripts whose paths stand in the source as plain strings, so that their
  /// syntax is checked before anything runs. Files that are not there yet are left for the run.
  mutating func preload(_ program: Program) throws -> [Program] {
    var found: [Program] = []
    if open.isEmpty { open = [Self.resolved(program.source.name)] }
    for (path, span) in Self.literalIncludes(of: program) {
      let path = Self.path(path, from: program.source)
      guard access(path, R_OK) == 0 else { continue }
      let included = try load(path, at: span)
      let key = Self.resolved(path)
      // Each once: thirty files that include the next one twice would be a billion.
      guard walked.insert(key).inserted else { continue }
      found.append(included)
      open.append(key)
      found += try preload(included)
      open.removeLast()
    }
    return found
  }

  /// The parsed script; throws at `span` when it cannot be read or is running already.
  mutating func load(_ path: String, at span: Span) throws -> Program {
    let key = Self.resolved(path)
    guard !open.contains(key) else {
      throw Diagnostic(
        .file, "\(path) includes itself", at: span,
        notes: ["chain: " + (open + [key]).joined(separator: " > ")])
    }
    guard open.count < 50 else {
      throw Diagnostic(.limit, "includes are nested too deeply", at: span)
    }
    if let program = programs[key] { return program }
    do {
      let program = try Parser.parse(try SourceText(contentsOf: path))
      programs[key] = program
      return program
    } catch {
      throw Diagnostic(error).located(at: span)
    }
  }

  mutating func enter(_ path: String) { open.append(Self.resolved(path)) }
  mutating func leave() { open.removeLast() }

  /// Relative to the folder of the including script.
  static func path(_ path: String, from source: SourceText) -> String {
    let path = UserPath.expanded(path)
    return path.hasPrefix("/") ? path : source.folder + path
  }

  /// Without links and dots, so that one file has one name.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func literalIncludes(of program: Program) -> [(String, Span)] {
    var paths: [(String, Span)] = []
    for statement in program.statements {
      SyntaxNode.statement(statement).walk { node in
        guard case .statement(let statement) = node, case .include(let path) = statement.kind else {
          return
        }
        if case .literal(.string(let text)) = path.kind { paths.append((text, path.span)) }
      }
    }
    return paths
  }
}

extension Interpreter {
  /// include expr: the statements of another script, run in the current scope.
  func include(_ expression: Expression) throws -> StatementExit {
    let value = try evaluate(expression)
    guard case .string(let text) = value else {
      throw Diagnostic(
        .type, "include takes a path, not \(value.typeNameWithArticle)", at: expression.span)
    }
    let path = IncludeLoader.path(text, from: expression.span.source)
    let program = try includes.load(path, at: expression.span)
    includes.enter(path)
    defer { includes.leave() }
    _ = try execute(program.statements)
    return .normal(.none)
  }
}
