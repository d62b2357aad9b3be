import ArgumentParser
import Commands
import Console
@preconcurrency import Glibc
import Language
import Ranks
import Reference

/// From the words of the command line to an exit code (LANGUAGE.md, "Errors").
struct CommandLineTool {
  let environment: [String: String]

  func run(_ words: [String]) -> Language.ExitCode {
    let place = RankEnvironment(environment)
    guard Self.mayShareWork(words) else { return place.isFirst ? runAlone(words) : .success }
    return RankedRun(place: place, complain: { _ = complain($0) }).run { runAlone(words) }
  }

  /// Whether the words lead to a script, or to a prompt, which says that it cannot.
  private static func mayShareWork(_ words: [String]) -> Bool {
    let others = ["help", "report", "jupyter", "generate", "check", "inspect", "verify"]
    let questions = ["--help", "-h", "--version", "--stdio-json"]
    return !others.contains(words.first ?? "") && !questions.contains(words.first ?? "")
  }

  private func runAlone(_ words: [String]) -> Language.ExitCode {
    if let fault = ProcessEnvironment.environmentFault(in: environment) { return complain(fault) }
    if let doubt = ProcessEnvironment.environmentDoubt(in: environment) { _ = complain(doubt) }
    do {
      switch words.first {
      case "help": return try help(HelpOptions.parse(Array(words.dropFirst())))
      case "report":
        let options = try ReportOptions.parse(Array(words.dropFirst()))
        return try ReportRun(
          words: options.words, options: options.shared, environment: environment
        ).run()
      case "jupyter":
        return try JupyterCommand(words: Array(words.dropFirst()), environment: environment).run()
      case "generate": return try GenerateCommand(words: Array(words.dropFirst())).run()
      case "check": return try check(CheckOptions.parse(Array(words.dropFirst())))
      case "inspect", "verify":
        return try runOnFile(words[0], FileOptions.parse(Array(words.dropFirst())))
      default: return try run(StudioOptions.parse(words))
      }
    } catch let error as UsageError {
      return complain(error.message)
    } catch let error as RankError {
      return complain(error.description)
    } catch let error as Diagnostic {
      TerminalOutput(style: .detected(environment: environment)).handle(.diagnostic(error))
      return error.kind.exitCode
    } catch {
      return refuse(error, for: words.first)
    }
  }

  // MARK: Ways to start

  private func run(_ options: StudioOptions) throws -> Language.ExitCode {
    if options.version { return tell("dcs \(DCS.version)") }
    if options.speaksJSON { return JSONConversation().run() }
    if let first = options.words.first, first.hasPrefix("-"), first != "-" {
      return try runWithoutScript(first, options)
    }
    if !options.code.isEmpty { return try runCode(options) }
    guard let path = options.words.first else { return try runWithoutArguments(options) }
    if let model = ModelFileView(path: path) { return try runModel(model, options) }
    let script = try path == "-" ? standardInput() : SourceText(contentsOf: path)
    return try runScript(script, Array(options.words.dropFirst()), options)
  }

  /// A word that looks like an option and is none of dcs's: help, or a parameter of the code behind
  /// `-c`.
  private func runWithoutScript(_ word: String, _ options: StudioOptions) throws
    -> Language.ExitCode
  {
    if !options.code.isEmpty { return try runCode(options) }
    if word == "--help" || word == "-h" { return tell(StudioOptions.helpText) }
    throw UsageError("there is no option '\(word)'; dcs --help lists them")
  }

  private func runWithoutArguments(_ options: StudioOptions) throws -> Language.ExitCode {
    let hasPerson = isatty(STDIN_FILENO) == 1
    guard hasPerson || options.staysAfterScript else {
      return try runScript(standardInput(), [], options)
    }
    guard RankGroup.current == nil else {
      throw UsageError("ranks run scripts, not a prompt: mpirun -n 2 dcs study.dcs")
    }
    return options.shared.applied {
      runPrompt(Studio(options.shared, environment: environment), options.shared)
    }
  }

  private func standardInput() throws -> SourceText {
    // mpirun gives its own to rank 0 alone.
    guard let group = RankGroup.current else { return try ownStandardInput() }
    let text = try group.isFirst ? ownStandardInput().text : ""
    return SourceText(
      name: "stdin", text: String(decoding: try group.shared(Array(text.utf8)), as: UTF8.self))
  }

  private func ownStandardInput() throws -> SourceText {
    SourceText(name: "stdin", text: try SourceText(contentsOf: "/dev/stdin").text)
  }

  /// `-c`: as an entry at the prompt, the last value is shown.
  private func runCode(_ options: StudioOptions) throws -> Language.ExitCode {
    guard options.code.count == 1, let code = options.code.first else {
      throw UsageError("-c is given \(options.code.count) times; write one, with ; between")
    }
    if Console.isQuestion(code) { return answer(code, options.shared) }
    return try runScript(
      SourceText(name: "command line", text: code), options.words, options, echo: .last)
  }

  private func runScript(
    _ script: SourceText, _ words: [String], _ options: StudioOptions, echo: Echo = .none
  ) throws -> Language.ExitCode {
    let (declared, words) = ScriptUsage.parameters(of: script, givenTo: words)
    let arguments = try ScriptArguments(
      words, declared: declared.map(\.name),
      switches: declared.filter(\.isSwitch).map(\.name), ownOptions: SharedOptions.behindScripts)
    if arguments.wantsHelp { return tell(ScriptUsage.text(for: script, declared)) }
    if let fault = ScriptUsage.fault(in: arguments.parameters, for: declared) {
      throw UsageError(fault)
    }
    let shared = try options.shared.adding(arguments.own)
    let studio = Studio(shared, environment: environment)
    return shared.applied {
      let code = ScriptRunner(console: studio.console, output: studio.output).run(
        script, parameters: arguments.parameters, echo: echo)
      guard options.staysAfterScript else { return code }
      let later = runPrompt(studio, shared)
      return later == .success ? code : later
    }
  }

  /// `dcs model.dcz`: what is in it; with `-i` the prompt, too, with the model as a variable.
  private func runModel(_ model: ModelFileView, _ options: StudioOptions) throws
    -> Language.ExitCode
  {
    if let word = options.words.dropFirst().first {
      throw UsageError("unexpected argument '\(word)' behind a model")
    }
    let studio = Studio(options.shared, environment: environment, quotesCode: false)
    let code = options.staysAfterScript ? model.codeThatKeeps : model.codeThatShows
    return options.shared.applied {
      let outcome = studio.console.execute(code, name: "command line")
      studio.output.finish()
      guard outcome.error == nil else { return outcome.exitCode }
      if options.staysAfterScript { return runPrompt(studio, options.shared) }
      if options.shared.format == .table { studio.output.report(model.furtherSteps) }
      return .success
    }
  }

  // MARK: Help

  /// `dcs help prune`.
  private func help(_ options: HelpOptions) -> Language.ExitCode {
    answer((["help"] + options.words).joined(separator: " "), options.shared)
  }

  private func answer(_ question: String, _ options: SharedOptions) -> Language.ExitCode {
    let studio = Studio(options, environment: environment, quotesCode: false)
    return studio.console.execute(question).exitCode
  }

  private func runPrompt(_ studio: Studio, _ options: SharedOptions) -> Language.ExitCode {
    let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    let console = studio.console
    let editor: any LineEditor =
      isInteractive
      ? ReadlineEditor(history: HistoryFile(environment: environment)) {
        console.complete($0, cursor: $1)
      }
      : PipedInput()
    if isInteractive {
      print("Deep Compression Studio \(DCS.version). help lists the commands, Ctrl-D leaves.")
      if !options.skipsInit { InitScript(environment: environment)?.run(studio) }
    }
    return options.applied {
      Prompt(console: console, editor: editor, output: studio.output).run()
    }
  }

  private func check(_ options: CheckOptions) throws -> Language.ExitCode {
    let studio = Studio(try SharedOptions.parse([]), environment: environment)
    return ScriptCheck(
      path: options.script, writesJSON: options.json, output: studio.output, console: studio.console
    ).run()
  }

  /// `dcs inspect x.dcz` is the command `inspect`, given a path.
  private func runOnFile(_ command: String, _ options: FileOptions) throws -> Language.ExitCode {
    let studio = Studio(options.shared, environment: environment, quotesCode: false)
    let code = "\(command)(\(Value.string(options.file).literal))"
    let outcome = options.shared.applied {
      studio.console.execute(code, name: "command line")
    }
    studio.output.finish()
    return outcome.exitCode
  }

  // MARK: Saying it

  private func tell(_ text: String) -> Language.ExitCode {
    if RankEnvironment(environment).isFirst { print(text.printableLines) }
    return .success
  }

  private func complain(_ message: String) -> Language.ExitCode {
    RankGroup.current?.note(message)
    if RankEnvironment(environment).isFirst {
      fputs("dcs: \(message.printable(atMost: 1000))\n", stderr)
    }
    return .usage
  }

  /// What ArgumentParser threw: a request for help, or a mistake.
  private func refuse(_ error: any Error, for word: String?) -> Language.ExitCode {
    let (full, brief, isHelp) =
      switch word {
      case "help": Self.words(of: HelpOptions.self, error)
      case "check": Self.words(of: CheckOptions.self, error)
      case "report": Self.words(of: ReportOptions.self, error)
      case "inspect", "verify": Self.words(of: FileOptions.self, error)
      default: Self.words(of: StudioOptions.self, error)
      }
    return isHelp ? tell(full) : complain("\(brief); dcs --help tells more")
  }

  private static func words<Options: ParsableArguments>(
    of options: Options.Type, _ error: any Error
  ) -> (full: String, brief: String, isHelp: Bool) {
    (
      options.fullMessage(for: error), options.message(for: error),
      options.exitCode(for: error).isSuccess
    )
  }
}

extension StudioOptions {
  /// The ways to start dcs, then its options.
  static var helpText: String {
    let options = helpMessage(columns: 100).components(separatedBy: "OPTIONS:").last ?? ""
    return "Deep Compression Studio\n\nUSAGE:\n" + CommandLineWords.usage.indented + "\n\nOPTIONS:"
      + options
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }
}
