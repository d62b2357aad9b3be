import Language
import Testing

@Suite struct SuggestionTests {
  /// Textbook distances; "ca" to "abc" is 3 in optimal string alignment.
  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 1), ("ca", "abc", 3),
    ("flaw", "lawn", 2),
  ])
  func distances(_ left: String, _ right: String, _ expected: Int) {
    #expect(Suggestion.distance(left, right) == expected)
    #expect(Suggestion.distance(right, left) == expected)
  }

  @Test func nearestWins() {
    #expect(
      Suggestion.nearest(to: "sparisty", among: ["threshold", "sparsity", "sparse"]) == "sparsity")
    #expect(Suggestion.nearest(to: "lens", among: ["len", "load"]) == "len")
    #expect(Suggestion.nearest(to: "quant", among: ["quantize", "query"]) == "quantize")
    #expect(Suggestion.nearest(to: "FC1", among: ["conv1", "fc1"]) == "fc1")
    #expect(Suggestion.nearest(to: "xyz", among: ["abs", "sqrt"]) == nil)
    #expect(Suggestion.nearest(to: "ab", among: ["xy"]) == nil)
  }
}
