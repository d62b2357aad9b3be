import Commands
@preconcurrency import Foundation

/// Deep Compression Studio.
@main struct DCS {
  static let version = Version.current

  static func main() {
    signal(SIGPIPE, SIG_DFL)  // `dcs ... | head` ends without a word
    ProcessEnvironment.keepFreedMemory()
    setvbuf(stdout, nil, _IOLBF, 0)
    setlocale(LC_CTYPE, "")
    let words = Array(CommandLine.arguments.dropFirst())
    let environment = ProcessInfo.processInfo.environment
    Restart.withBetterKernelsIfNeeded(environment: environment)
    let code = LargeStack.run { CommandLineTool(environment: environment).run(words).rawValue }
    fflush(stdout)
    // Not exit: the libraries' clean-up would run beside threads that are still winding down.
    _exit(code)
  }
}
