import Language
import Testing

struct SyntaxFaultsTests {
  private func lines(_ text: String) -> [Int] {
    Recording().interpreter().faults(in: SourceText(name: "s.dcs", text: text)).compactMap {
      $0.span?.line
    }
  }

  @Test func eachPartIsJudgedByItself() {
    #expect(lines("x = )\ny = 1\nz = [1 2]\nprint y +\n") == [1, 3, 4])
    #expect(lines("fn f() {\n  x = )\n  y = ]\n}\nz = )\n") == [2, 5])
  }

  /// The faults behind an open bracket are its own.
  @Test func aBracketThatIsNeverClosedIsOneFault() {
    #expect(lines("x = (1\ny = 2\nz = 3\n") == [1])
    #expect(lines("x = (1\ny = [1 2]\nfn f() {\n  1\n}\n") == [1, 2])
  }

  /// Wrong calls are found beside wrong syntax; names are not judged then, since the part that
  /// could not be read may bind them.
  @Test func callsAreJudgedBesideThem() {
    #expect(lines("a = )\nprune(1, sparisty=2)\nprint a\n") == [1, 2])
    #expect(lines("prune(1, sparisty=2)\nprint b\nprint c\n") == [1, 2, 3])
  }

  @Test func thereIsAnEnd() {
    #expect(lines(String(repeating: "x = )\n", count: 50)).count == 20)
    #expect(lines("\"").count == 1)
    #expect(lines("x = 1\n") == [])
  }
}
