import Operators
import Tensors
import TestSupport
import Testing

struct WindowFunctionTests {
  private func window(_ name: String, _ size: Int64, periodic: Int = 1) throws -> [Double] {
    try run(name, [integers([size], [])], ["periodic": .integer(periodic)])[0].numbers
  }

  @Test func windowsFadeTheEnds() throws {
    #expect(relativeError(try window("HannWindow", 4), [0, 0.5, 1, 0.5]) < 1e-6)
    #expect(relativeError(try window("HannWindow", 3, periodic: 0), [0, 1, 0]) < 1e-6)
    #expect(relativeError(try window("HammingWindow", 2), [4.0 / 46, 1]) < 1e-6)
    #expect(relativeError(try window("BlackmanWindow", 2), [0, 1]) < 1e-6)
    #expect(try window("HannWindow", 1, periodic: 0) == [1])
  }

  /// Triangles lie within the spectrum, and the first bin belongs to none.
  @Test func melTrianglesPeakAtOne() throws {
    let result = try run(
      "MelWeightMatrix",
      [
        integers([2], []), integers([64], []), integers([8000], []), floats([0], []),
        floats([4000], []),
      ])
    #expect(result[0].shape == [33, 2])
    #expect(result[0].numbers.filter { $0 == 1 }.count == 2 && result[0].numbers[0] == 0)
  }

  @Test func refusesWhatIsNotPossible() {
    #expect(throws: OperatorError("shape [-1] has a negative extent")) {
      try window("HannWindow", -1)
    }
    #expect(throws: OperatorError("a window of 20000000 is too large")) {
      try window("HannWindow", 20_000_000)
    }
    #expect(throws: OperatorError("output_datatype=7 is not possible")) {
      try run("HannWindow", [integers([1], [])], ["output_datatype": .integer(7)])
    }
  }
}
