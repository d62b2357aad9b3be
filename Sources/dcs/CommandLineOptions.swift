import ArgumentParser
import Commands
import Console
import Memory
import Ranks

/// Options that every way of starting dcs has.
struct SharedOptions: ParsableArguments {
  @Flag(help: "No progress at all.")
  var quiet = false

  @Option(help: ArgumentHelp("How tables are written.", valueName: "format"))
  var format = TableFormat.table

  @Option(
    help: ArgumentHelp("Threads that heavy work may use (default: all cores).", valueName: "count"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Memory that may be used, for instance 500M or 8G (default: 3/4 of the machine's).",
      valueName: "size"))
  var memory: ByteCount?

  @Option(
    help: ArgumentHelp(
      "The device that on=\"gpu\" means: its number in devices(), or a part of its name.",
      valueName: "device"))
  var device: String?

  @Flag(name: .customLong("no-init"), help: "Do not run init.dcs before the prompt.")
  var skipsInit = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024, not \(threads)")
    }
  }

  /// Those that may also stand behind a script, where it declares no parameter of the name.
  static let behindScripts: [ScriptArguments.OwnOption] = [
    .init("quiet", takesValue: false), .init("format", takesValue: true),
    .init("threads", takesValue: true), .init("memory", takesValue: true),
    .init("device", takesValue: true), .init("no_init", takesValue: false),
  ]

  /// With what stood behind the script. Throws a `UsageError`.
  func adding(_ own: [String: String]) throws -> SharedOptions {
    var options = self
    if own["quiet"] == "true" { options.quiet = true }
    if let word = own["device"] { options.device = word }
    if own["no_init"] == "true" { options.skipsInit = true }
    if let word = own["format"] {
      guard let format = TableFormat(rawValue: word) else {
        throw UsageError("--format takes table, csv, json or md, not '\(word)'")
      }
      options.format = format
    }
    if let word = own["threads"] {
      guard let count = Int(word), (1...1024).contains(count) else {
        throw UsageError("--threads takes 1 to 1024, not '\(word)'")
      }
      options.threads = count
    }
    if let word = own["memory"] {
      guard let size = ByteCount(word) else {
        throw UsageError("--memory takes a size such as 500M or 8G, not '\(word)'")
      }
      options.memory = size
    }
    return options
  }
}

extension ByteCount: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension SharedOptions {
  /// Runs `body` with the threads, the memory and the device that the options say.
  func applied<Result>(_ body: () throws -> Result) rethrows -> Result {
    let own = RankGroup.current.map { RankedRun.threads($0.place) }
    return try ProcessEnvironment.withThreads(threads ?? own) {
      try ProcessEnvironment.withMemory(memory) {
        try ProcessEnvironment.withDevice(device, body)
      }
    }
  }
}

/// `dcs [options] [script [--name value ...]]`.
struct StudioOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @Flag(name: .customShort("i"), help: "Stay at the prompt after the script.")
  var staysAfterScript = false

  @Option(name: .customShort("c"), help: ArgumentHelp("Run this code.", valueName: "code"))
  var code: [String] = []

  @Flag(help: "Print the version.")
  var version = false

  @Flag(
    name: .customLong("stdio-json"), help: "For editors: one JSON object a line, in and out.")
  var speaksJSON = false

  /// The script and everything behind it.
  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "The script, or - for standard input, and values for its parameters.", valueName: "script"))
  var words: [String] = []
}

/// `dcs help [NAME]`.
struct HelpOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @Argument(help: "A command, an argument, or a topic.")
  var words: [String] = []
}

/// `dcs check SCRIPT [--json]`.
struct CheckOptions: ParsableArguments {
  @Flag(help: "Write what was found as JSON.")
  var json = false

  @Argument(help: "The script to look at; nothing in it is run.")
  var script: String
}

/// `dcs inspect FILE`, `dcs verify FILE`.
struct FileOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @Argument(help: "A compressed model.")
  var file: String
}

/// `dcs report SCRIPT [--to FILE] [--name value ...]`.
struct ReportOptions: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The script, --to FILE, and values for its parameters.", valueName: "script")
  )
  var words: [String] = []
}
