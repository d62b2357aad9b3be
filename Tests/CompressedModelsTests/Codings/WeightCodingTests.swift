import CompressedModels
import Networks
import Testing

struct WeightCodingTests {
  /// FORMAT.md, section 6; files say these numbers for ever.
  @Test func numbersAreKept() {
    let numbers = WeightCodings.all.map { $0.number }
    #expect(numbers == [0, 1, 2, 3, 5])
    #expect(
      WeightCodings.all.map { $0.name }
        == ["dense", "values + gaps", "codes + gaps", "codes", "arithmetic"])
    for number in numbers { #expect(WeightCodings.type(number: number)?.number == number) }
    #expect(WeightCodings.type(number: 4) == nil && WeightCodings.type(number: 6) == nil)
  }

  @Test("A coding equals only itself")
  func equality() throws {
    let layers = try AcceptedFile.allCases.flatMap { try $0.model().layers.map(\.content) }
    for (number, content) in layers.enumerated() {
      #expect(layers[number].isEqual(to: content))
      for other in layers[..<number] where type(of: other).number != type(of: content).number {
        #expect(!content.isEqual(to: other))
      }
    }
  }
}
