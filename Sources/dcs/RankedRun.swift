import CTerminal
import Commands
@preconcurrency import Glibc
import Language
import Ranks

/// dcs as one of several processes that `mpirun` or `srun` started together.
struct RankedRun {
  let place: RankEnvironment
  /// Says something to the user; only rank 0 does.
  let complain: (String) -> Void

  /// What `body` gives, run in the group of all ranks; a rank that ends worse than rank 0 gives the
  /// run its exit code and is named. Alone, just what `body` gives.
  func run(_ body: () -> ExitCode) -> ExitCode {
    if let strangers = place.strangers {
      complain(
        "srun started \(strangers) copies that do not know of one another, and each does all of "
          + "the work; srun --mpi=pmix lets them share it")
    }
    do throws(RankError) {
      guard let group = try RankGroup.joined(place) else { return body() }
      let others = try group.introduce(trait: ProcessEnvironment.arithmetic)
      if !others.isEmpty {
        complain(
          "ranks with other processors may round otherwise, and bytes then depend on who computed "
            + "what: \(others.joined(separator: ", ")), and here \(ProcessEnvironment.arithmetic)")
      }
      let code = RankGroup.$current.withValue(group) {
        let code = body()
        flushOutput()
        return code
      }
      return try ending(group, code)
    } catch {
      complain("\(error)" + (error.remedy.map { "; \($0)" } ?? ""))
      return .file
    }
  }

  private func ending(_ group: RankGroup, _ code: ExitCode) throws(RankError) -> ExitCode {
    let complaints = try group.end(.init(code: code.rawValue, reason: group.noted))
    for complaint in complaints { complain(complaint) }
    return complaints.isEmpty || code != .success ? code : .runTime
  }

  /// What was printed is there even when another rank takes the run with it.
  private func flushOutput() { _ = fflush(stdout) }

  /// How many threads this process takes when nobody says.
  static func threads(_ place: RankEnvironment) -> Int {
    let allowed = Int(dcs_allowed_processors())
    return place.threads(processors: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), allowed: allowed)
  }
}
