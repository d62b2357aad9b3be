import CodeExport
import Tensors
import TestSupport
import Testing

/// Graphs whose shapes are known (`OperatorSchedule`), and the texts for them (`OperatorStep`,
/// `OperatorText`).
struct OperatorScheduleTests {
  /// The batch is one; what depends on shapes alone is computed beforehand.
  @Test func shapesAreConstants() throws {
    var model = ONNXModel(inputShape: [0, 6])
    model.integers = [("last", [-1]), ("zero", [0])]
    model.floats = [("two", Tensor(shape: [1], values: [2]))]
    model.nodes = [
      .init(operation: "Shape", inputs: ["x"], output: "s"),
      .init(operation: "Gather", inputs: ["s", "zero"], output: "n"),
      .init(operation: "Concat", inputs: ["n", "last"], output: "f", integer: ["axis": 0]),
      .init(operation: "Reshape", inputs: ["x", "f"], output: "r"),
      .init(operation: "Pow", inputs: ["r", "two"], output: "y"),
    ]
    let graph = try ExportedGraph(model)
    #expect(try graph.error([.normal([1, 6], seed: 1)]) < 1e-6)
    #expect(graph.source.weightBytes == 0 && graph.source.memoryBytes == 24)
  }

  /// Values that are never needed at once share memory: of five of 400 bytes two live.
  @Test func memoryIsShared() throws {
    var model = ONNXModel(inputShape: [1, 100])
    model.nodes = (0..<5).map { number in
      .init(
        operation: "Erf", inputs: [number == 0 ? "x" : "v\(number)"],
        output: number == 4 ? "y" : "v\(number + 1)")
    }
    let graph = try ExportedGraph(model)
    #expect(graph.source.memoryBytes == 800)
    #expect(try graph.error([.normal([1, 100], seed: 1)], toolchain: .sanitizers) < 5e-6)
  }

  @Test func whatHasNoLoopIsNamed() throws {
    var model = ONNXModel(inputShape: [1, 4])
    model.nodes = [
      .init(operation: "ReduceProd", inputs: ["x"], output: "a", integers: ["axes": [1]]),
      .init(operation: "Sin", inputs: ["a"], output: "b"),
      .init(operation: "Sin", inputs: ["b"], output: "y"),
    ]
    #expect(
      throws: CodeExportError.unsupportedOperations([
        (operation: "ReduceProd", layers: 1), (operation: "Sin", layers: 2),
      ])
    ) { try ExportedGraph(model) }
  }

  @Test func openExtentsAreAskedFor() throws {
    var model = ONNXModel(inputShape: [0, 0])
    model.nodes = [.init(operation: "Erf", inputs: ["x"], output: "y")]
    let error = #expect(throws: CodeExportError.self) { try ExportedGraph(model) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("export(..., shapes={x: [...]})"))
  }
}
