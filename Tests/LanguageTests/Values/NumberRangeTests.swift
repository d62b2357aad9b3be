import Language
import Testing

@Suite struct NumberRangeTests {
  private func values(_ first: Double, _ last: Double, _ step: Double) -> [Double] {
    let range = NumberRange(first: first, last: last, step: step)
    return (0..<range.count).map { range[$0] }
  }

  @Test func valuesAreTheDecimalsOneWouldWrite() {
    #expect(values(0.5, 0.9, 0.1) == [0.5, 0.6, 0.7, 0.8, 0.9])
    #expect(values(0, 1, 0.1) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(values(1, 0, -0.25) == [1, 0.75, 0.5, 0.25, 0])
    #expect(values(1, 2.5, 1) == [1, 2])
    #expect(values(5, 1, 1) == [])
    #expect(values(3, 3, 1) == [3])
  }

  @Test func membershipAllowsForRounding() {
    let range = NumberRange(first: 0, last: 1, step: 0.1)
    #expect(range.contains(0.1 + 0.2))
    #expect(!range.contains(0.35))
    #expect(!range.contains(1.1))
    #expect(!range.contains(.nan))
  }
}
