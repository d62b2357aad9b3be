import Operators
import Tensors
import TestSupport
import Testing

struct FourierTransformTests {
  /// Lengths with factors 2, 3 and 5: there and back is what it was.
  @Test(arguments: [1, 2, 7, 12, 30, 97])
  func inverseUndoesTheTransform(length: Int) throws {
    let signal = floats((0..<2 * length).map { Float($0 * $0 % 17) }, [1, length, 2])
    let spectrum = try run("DFT", [signal], version: 17)[0]
    let back = try run("DFT", [spectrum], ["inverse": .integer(1)], version: 17)[0]
    #expect(relativeError(back.numbers, signal.numbers) < 1e-6 && back.shape == signal.shape)
  }
}
