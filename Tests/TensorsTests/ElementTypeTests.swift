import Tensors
import Testing

struct ElementTypeTests {
  @Test func sizesAreThoseOfTheMachine() {
    let sizes = [
      MemoryLayout<Float>.size, MemoryLayout<Double>.size, MemoryLayout<Float16>.size,
      MemoryLayout<Int8>.size, MemoryLayout<Int16>.size, MemoryLayout<Int32>.size,
      MemoryLayout<Int64>.size, MemoryLayout<UInt8>.size, MemoryLayout<UInt16>.size,
      MemoryLayout<UInt32>.size, MemoryLayout<UInt64>.size, MemoryLayout<Bool>.size,
    ]
    #expect(ElementType.allCases.map(\.bytes) == sizes)
  }
}
