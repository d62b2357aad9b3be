import Foundation
import ModelExchange
import Tensors
import TestSupport
import Testing

@Suite struct WeightFilesTests {
  private static func files(_ folder: TemporaryFolder) throws -> WeightFiles {
    let matrix = Tensor(shape: [5, 3], values: (0..<15).map { Float($0) / 4 })
    let bytes = SafetensorsFile.write([
      "m": TypedTensor(matrix), "v": TypedTensor(shape: [2], [Float16(1), Float16(-0.5)]),
      "n": TypedTensor(shape: [2, 2], [Int64(1), 2, 3, 4]),
    ])
    return try WeightFiles(file: try folder.write(bytes, to: "m.safetensors"))
  }

  @Test func arraysAreReadWhole() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    #expect(files.arrays.map(\.name) == ["m", "n", "v"])
    #expect(files.arrays.map(\.bytes) == [60, 32, 4])
    let whole = try files.tensor(try #require(files.array("n")))
    #expect(whole == TypedTensor(shape: [2, 2], [Int64(1), 2, 3, 4]))
    #expect(files.array("x") == nil)
  }

  @Test func rowsAreReadAlone() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    let matrix = try #require(files.array("m"))
    #expect(try files.floats(of: matrix, rows: 3..<5) == [2.25, 2.5, 2.75, 3, 3.25, 3.5])
    let vector = try #require(files.array("v"))
    #expect(try files.floats(of: vector, rows: 0..<2) == [1, -0.5])
  }

  /// A last row by itself goes to the block before: one row is no matrix.
  @Test func blocksCoverAllRows() throws {
    let folder = try TemporaryFolder()
    let matrix = try #require(try Self.files(folder).array("m"))
    #expect(matrix.parts(of: 2).map(\.rows) == [0..<2, 2..<5])
    #expect(matrix.parts(of: 3).map(\.name) == ["m[0:3]", "m[3:5]"])
    #expect(matrix.parts(of: 5).map(\.name) == ["m"])
    #expect(matrix.parts(of: nil).map(\.shape) == [[5, 3]])
  }

  @Test func aFileThatBecomesShorterIsAnError() throws {
    let folder = try TemporaryFolder()
    let files = try Self.files(folder)
    truncate(folder.path + "/m.safetensors", 200)
    let matrix = try #require(files.array("n"))
    #expect(throws: ModelExchangeError.self) { try files.tensor(matrix) }
  }
}
