import FuzzedReaders
import Testing

struct KeptInputsTests {
  /// Every reader has some; none is longer than the file may be.
  @Test(arguments: FuzzedReader.all.map(\.name))
  func everyReaderHasSome(name: String) throws {
    let inputs = try KeptInputs.inputs(of: name)
    #expect(!inputs.isEmpty)
    #expect(inputs.reduce(0) { $0 + 4 + $1.count } <= 1 << 16)
    #expect(zip(inputs, inputs.dropFirst()).allSatisfy { $0.count <= $1.count })
  }

  @Test func aNameOfNoReaderHasNone() throws { #expect(try KeptInputs.inputs(of: "none").isEmpty) }
}
