import Commands
@preconcurrency import Foundation

/// OpenBLAS reads its environment while it is loaded, so a wrong choice of kernels can only be
/// corrected by starting again. Does nothing when the user chose, or when all is well.
enum Restart {
  static func withBetterKernelsIfNeeded(environment: [String: String]) {
    guard let better = ProcessEnvironment.betterEnvironment, environment[better.variable] == nil
    else {
      return
    }
    setenv(better.variable, better.value, 1)
    var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.map { strdup($0) }
    words.append(nil)
    execv("/proc/self/exe", &words)
    // Still here: the system refused. The slow kernels are right too.
  }
}
