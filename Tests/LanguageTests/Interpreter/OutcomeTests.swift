import Language
import Testing

@Suite struct OutcomeTests {
  @Test(arguments: [
    ("1 +", ExitCode.syntax), ("nonsense", .runTime), ("prune(1, x=1)", .runTime),
    ("include \"missing.dcs\"", .file),
    ("1", .success),
    ("print \"{1:q}\"", .runTime),
  ])
  func exitCodes(_ code: String, _ expected: ExitCode) {
    #expect(run(code).outcome.exitCode == expected)
  }

  @Test func everyKindOfErrorHasItsExitCode() {
    let codes = Dictionary(
      uniqueKeysWithValues: Diagnostic.Kind.allCases.map { ($0, $0.exitCode.rawValue) })
    #expect(
      codes == [
        .syntax: 3, .name: 4, .type: 4, .shape: 4, .value: 4, .argument: 4, .limit: 4, .file: 5,
        .format: 5, .check: 1, .interrupted: 130,
      ])
  }

  @Test(arguments: [
    ("check 1 == 2; check 1 == 1; check 2 == 2; check 3 == 3", "1 of 4 checks failed"),
    ("check false", "1 of 1 check failed"), ("check false; check false", "2 of 2 checks failed"),
  ])
  func theSummaryCountsFailedChecks(_ code: String, _ summary: String) {
    #expect(run(code).outcome.checkSummary == summary)
    #expect(run("check true").outcome.checkSummary == nil)
  }
}
