import Language
import Testing

@Suite struct InterpreterAssignmentTests {
  /// A list of 20 000 elements changed in place 20 000 times: copying it each time would take
  /// minutes.
  @Test(.timeLimit(.minutes(1))) func elementsAreAssignedInPlace() {
    #expect(
      output(
        "x = []\nfor i in 0..19999 { x += [0] }\nfor i in 0..19999 { x[i] = i }\nprint x[19999]")
        == ["19999"])
  }
}
