import Commands
import Console
import Foundation
import Language
import Reports

/// `dcs report study.dcs --to out.html`: runs the script as ever, and writes what it said, its code
/// and what came of it as one page; the exit code is the script's.
struct ReportRun {
  let words: [String]
  let options: SharedOptions
  let environment: [String: String]

  /// Throws a `UsageError`, or a `Diagnostic` about a file.
  func run() throws -> Language.ExitCode {
    guard let path = words.first, !path.hasPrefix("--") else {
      throw UsageError("dcs report takes a script: dcs report study.dcs --to study.html")
    }
    let script = try SourceText(contentsOf: path)
    let (declared, words) = ScriptUsage.parameters(of: script, givenTo: Array(words.dropFirst()))
    let arguments = try ScriptArguments(
      words, declared: declared.map(\.name),
      switches: declared.filter(\.isSwitch).map(\.name),
      ownOptions: SharedOptions.behindScripts + [.init("to", takesValue: true)])
    if arguments.wantsHelp {
      print(ScriptUsage.text(for: script, declared))
      return .success
    }
    if let fault = ScriptUsage.fault(in: arguments.parameters, for: declared) {
      throw UsageError(fault)
    }
    let target = arguments.own["to"] ?? Self.name(of: path) + ".html"
    guard target.hasSuffix(".html") || target.hasSuffix(".md") else {
      throw UsageError("a report is a .html or a .md file, not '\(target)'")
    }
    return try run(script, arguments, to: target)
  }

  private func run(_ script: SourceText, _ arguments: ScriptArguments, to target: String) throws
    -> Language.ExitCode
  {
    let shared = try options.adding(arguments.own.filter { $0.key != "to" })
    let recorder = ReportRecorder(fallbackTitle: Self.name(of: script.name))
    let studio = Studio(shared, environment: environment, listener: recorder.handle)
    let (start, clock) = (Date(), ContinuousClock())
    let begun = clock.now
    let code = shared.applied {
      ScriptRunner(console: studio.console, output: studio.output).run(
        script, parameters: arguments.parameters, echo: .none)
    }
    var (report, used) = recorder.finish()
    report.facts =
      RunFacts(
        version: DCS.version, seed: studio.session.seed, threads: shared.threads, script: script,
        parameters: arguments.parameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
        used: used, start: start, duration: clock.now - begun, exitCode: code.rawValue
      ).rows
    let size = try Self.write(report, to: target)
    studio.output.report("report: \(target), \(size) bytes")
    return code
  }

  /// Returns its size.
  private static func write(_ report: Report, to target: String) throws -> Int {
    guard target.hasSuffix(".md") else {
      return try write(Array(try HTMLReport(report).text().utf8), target)
    }
    let folder = name(of: target) + "-pictures"
    let (text, pictures) = try MarkdownReport(report, folder: folder).text()
    let place = URL(fileURLWithPath: target).deletingLastPathComponent()
      .appendingPathComponent(folder)
    if !pictures.isEmpty {
      try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    for picture in pictures {
      _ = try write(picture.bytes, place.appendingPathComponent(picture.name).path)
    }
    return try write(Array(text.utf8), target)
  }

  private static func write(_ bytes: [UInt8], _ path: String) throws -> Int {
    do {
      try AtomicFile.write(bytes, to: path)
    } catch {
      throw Diagnostic(.file, "cannot write '\(path)'", hint: "choose another place with --to")
    }
    return bytes.count
  }

  /// The file's name without its folder and its ending.
  private static func name(of path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }
}
