import Tensors
import Testing

/// Products in 64 bits keep what 32 bits lose, and halves come back as halves.
struct RealElementTests {
  @Test func doublesAreMultipliedAsSuch() throws {
    let a = TypedTensor(shape: [1, 2], [1e8, 1.0])
    let b = TypedTensor(shape: [2, 1], [1.0, 0.5])
    #expect(try run("MatMul", [a, b])[0] == TypedTensor(shape: [1, 1], [100_000_000.5]))
  }

  @Test func halvesComeBackAsHalves() throws {
    let a = TypedTensor(shape: [1, 1], [Float16(0.5)])
    #expect(try run("MatMul", [a, a])[0] == TypedTensor(shape: [1, 1], [Float16(0.25)]))
  }
}
