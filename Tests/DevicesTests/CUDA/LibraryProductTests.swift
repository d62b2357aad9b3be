import Benchmarks
import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// Through libraries that compute on the processor what NVIDIA's headers say (`libraries.cpp`).
@Suite(
  .serialized,
  .enabled(if: (try? EmulatedDriver.library.get()) != nil, "clang++ builds no emulated driver"))
struct LibraryProductTests {
  private static func libraries(sparseFails: Bool = false) throws -> CUDALibraries {
    let library = try EmulatedDriver.mathematics.get()
    typealias Create = @convention(c) (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    let fails: Create = { _ in 1 }
    let sparse =
      sparseFails
      ? library.replacing(
        "cusparseCreate", by: unsafeBitCast(fails, to: UnsafeMutableRawPointer.self)) : library
    return CUDALibraries(dense: try CUBLAS(library), sparse: try CUSPARSE(sparse))
  }

  private static func count(_ name: String) throws -> Int {
    let place = try #require(try EmulatedDriver.mathematics.get().symbol("library_\(name)"))
    return Int(place.load(as: Int32.self))
  }

  /// [3, 4], a row of it empty.
  private static let weights: [Float] = [1, 0, 2, 0, 0, 0, 0, 0, 0, -3, 0, 0.5]
  private static let rows = SparseFloats(
    offsets: [0, 2, 2, 4], columns: [0, 2, 1, 3], values: [1, 2, -3, 0.5])

  /// By hand: 1·1 + 2·3 = 7, nothing, -3·2 + 4/2 = -4; of 5, 6, 7, 8: 19, 0, -14.
  @Test(arguments: [(1, [7, 0, -4]), (2, [7, 0, -4, 19, 0, -14])] as [(Int, [Float])])
  func bothGiveTheProduct(batch: Int, expected: [Float]) throws {
    let connection = try EmulatedDriver.connection(EmulatedDriver.cuda())
    let input = (1...4 * batch).map { Float($0) }
    let libraries = try Self.libraries()
    let before = try Self.count("products")
    let dense = try #require(
      try libraries.dense(Self.weights, outputs: 3, input: input, batch: batch, on: connection))
    let sparse = try #require(
      try libraries.sparse(Self.rows, input: input, batch: batch, on: connection))
    for product in [dense, sparse] {
      try product.enqueue()
      #expect(try product.output() == expected)
    }
    #expect(try Self.count("products") == before + 2)
    #expect(dense.bytes == 4 * 12 && sparse.bytes == 8 * 4 + 4 * 4)
  }

  @Test func nothingIsLeftOpen() throws {
    let connection = try EmulatedDriver.connection(EmulatedDriver.cuda())
    let before = try Self.count("handles")
    for batch in [1, 2] {
      let input = [Float](repeating: 1, count: 4 * batch)
      _ = try Self.libraries().dense(
        Self.weights, outputs: 3, input: input, batch: batch, on: connection)
      _ = try Self.libraries().sparse(Self.rows, input: input, batch: batch, on: connection)
    }
    #expect(try Self.count("handles") == before)
  }

  /// By the call's name and the library's own number.
  @Test func aCallThatFailsIsNamed() throws {
    let connection = try EmulatedDriver.connection(EmulatedDriver.cuda())
    let libraries = try Self.libraries(sparseFails: true)
    #expect(
      throws: DeviceError.failed(
        device: "emulated card", call: "cusparseCreate", reason: "status 1")
    ) { _ = try libraries.sparse(Self.rows, input: [1, 2, 3, 4], batch: 1, on: connection) }
  }

  /// `bench` has a row for each beside its own, and none for what no matrix multiplies.
  @Test func benchmarksHaveTheirRows() throws {
    let layers: [any Layer] = [
      Dense(weights: .dense(Tensor(shape: [3, 4], values: Self.weights)), bias: nil), Softmax(),
    ]
    let program = Program(try Network(inputShape: [4], chain: layers), on: Machine())
    let rows = try DeviceBenchmark.run(
      program, on: EmulatedDriver.connection(EmulatedDriver.cuda()),
      StepBenchmark.Settings(layers: ["fc1"], batches: [1, 3], rounds: 1, isCold: false),
      libraries: Self.libraries())
    let ways: [BenchmarkedWay] = [.dcs, .denseCUBLAS, .sparseCUSPARSE, .dcs, .dcs]
    #expect(rows.map(\.way) == ways + ways)
    #expect(rows.map(\.layer).prefix(3) == ["fc1", "fc1", "fc1"])
    #expect(rows.map(\.bytes)[1...2] == [48, 48])
    #expect(rows.allSatisfy { $0.timing.median > 0 && $0.device == "emulated card" })
  }

  @Test func withoutLibrariesThereIsNone() throws {
    let connection = try EmulatedDriver.connection(EmulatedDriver.cuda())
    let none = CUDALibraries(dense: nil, sparse: nil)
    #expect(try !none.take(connection) && Self.libraries().take(connection))
    #expect(
      try none.dense(Self.weights, outputs: 3, input: [1, 2, 3, 4], batch: 1, on: connection) == nil
    )
    #expect(try none.sparse(Self.rows, input: [1, 2, 3, 4], batch: 1, on: connection) == nil)
  }
}
