import Operators
import Tensors
import Testing

struct InputsRealsTests {
  @Test func refusesOtherTypesAndRanks() {
    #expect(throws: OperatorError("input 0 is of type int64, not of floats")) {
      try run("Softmax", [integers([1, 2])])
    }
    #expect(throws: OperatorError("input 0 has rank 1")) {
      try run("Gemm", [counted([2]), counted([2, 2])])
    }
    #expect(throws: OperatorError("input 1 has 3 elements, not 2")) {
      let two = counted([2])
      _ = try run("BatchNormalization", [counted([1, 2, 1]), counted([3]), two, two, two])
    }
    #expect(throws: OperatorError("input 1 is of type float32, not of whole numbers")) {
      try run("MaxUnpool", [counted([1, 1, 1]), counted([1])], ["kernel_shape": .integers([1])])
    }
  }
}
