import Tensors
import Testing

struct ElementTypeTests {
  @Test func sizesAreThoseOfTheMachine() {
    let sizes = [
      MemoryLayout<Float>.size, MemoryLayout<Int32>.size, MemoryLayout<Int64>.size,
      MemoryLayout<UInt8>.size, MemoryLayout<Bool>.size,
    ]
    #expect(ElementType.allCases.map(\.bytes) == sizes)
  }
}
