import Commands
@preconcurrency import Foundation
import Language

/// Deep Compression Studio.
@main struct DCS {
  static let version = Version.current

  static func main() {
    signal(SIGPIPE, SIG_DFL)  // `dcs ... | head` ends without a word
    signal(SIGXFSZ, SIG_IGN)  // a write beyond `ulimit -f` then fails, and says so
    ProcessEnvironment.keepFreedMemory()
    ProcessEnvironment.endIdleThreads()
    setvbuf(stdout, nil, _IOLBF, 0)
    setlocale(LC_CTYPE, "")
    let words = Array(CommandLine.arguments.dropFirst())
    let environment = ProcessInfo.processInfo.environment
    Restart.withBetterKernelsIfNeeded(environment: environment)
    let code = LargeStack.run { CommandLineTool(environment: environment).run(words).rawValue }
    let isWritten = PatientOutput.finish(isInterrupted: code == ExitCode.interrupted.rawValue)
    if !isWritten { fputs("dcs: the output cannot be written; is the disk full?\n", stderr) }
    // Not exit: the libraries' clean-up would run beside threads that are still winding down.
    _exit(isWritten || code != 0 ? code : ExitCode.file.rawValue)
  }
}
