import Operators
import Tensors
import TestSupport
import Testing

struct DFTTests {
  /// 1, 2, 3, 4: 10, -2 + 2i, -2 and the conjugate.
  @Test func transformsRealSignals() throws {
    let signal = floats([1, 2, 3, 4], [1, 4, 1])
    let whole = try run("DFT", [signal], version: 17)[0]
    #expect(relativeError(whole.numbers, [10, 0, -2, 2, -2, 0, -2, -2]) < 1e-6)
    let half = try run("DFT", [signal], ["onesided": .integer(1)], version: 20)[0]
    #expect(half.shape == [1, 3, 2])
    let back = try run(
      "DFT", [half], ["onesided": .integer(1), "inverse": .integer(1)], version: 20)[0]
    #expect(relativeError(back.numbers, signal.numbers) < 1e-6 && back.shape == signal.shape)
  }

  /// Frames 1 2 and 2 3: their sums and differences.
  @Test func framesOverlap() throws {
    let result = try run(
      "STFT", [floats([1, 2, 3], [1, 3]), integers([1], []), floats([1, 1])], version: 17)[0]
    #expect(relativeError(result.numbers, [3, 0, -1, 0, 5, 0, -1, 0]) < 1e-6)
    #expect(result.shape == [1, 2, 2, 2])
  }

  @Test func refusesFramesThatDoNotFit() {
    #expect(throws: OperatorError("frames of 4 do not fit a signal [1, 3]")) {
      try run(
        "STFT", [counted([1, 3]), integers([1], []), nil, integers([4], [])], version: 17)
    }
    #expect(throws: OperatorError("a transform of length 0")) {
      try run("DFT", [counted([1, 3, 1]), integers([0], [])], version: 17)
    }
    #expect(throws: OperatorError("the last axis is no signal")) {
      try run("DFT", [counted([1, 3, 1])], ["axis": .integer(2)], version: 17)
    }
  }
}
