import Operators
import Testing

/// A node says what it computes with: an input too many is not passed over.
struct InputCountsTests {
  private func node(_ name: String, inputs: Int) -> OperatorNode {
    let parts = name.split(separator: ".")
    return OperatorNode(
      String(parts[parts.count - 1]), domain: parts.dropLast().joined(separator: "."),
      inputs: [Bool](repeating: true, count: inputs))
  }

  /// The counts of onnx.defs (onnx 1.23), by hand.
  @Test(arguments: [
    ("Relu", 1), ("Add", 2), ("Conv", 3), ("Pad", 4), ("Slice", 5), ("GRU", 6), ("LSTM", 8),
    ("Constant", 0), ("com.microsoft.SkipLayerNormalization", 5),
  ])
  func moreAreRefused(name: String, most: Int) throws {
    let error = OperatorError(
      "takes at most \(most) input\(most == 1 ? "" : "s"), not \(most + 1)")
    #expect(throws: error) { try OperatorRegistry.make(node(name, inputs: most + 1)) }
  }

  /// Max, Min, Sum, Mean, Concat and Einsum take as many as there are; so do graphs inside.
  @Test func onlyFewTakeAnyNumber() {
    let unlimited = OperatorRegistry.names.filter { name in
      do throws(OperatorError) {
        _ = try OperatorRegistry.make(node(name, inputs: 20))
        return true
      } catch { return !error.description.hasPrefix("takes at most") }
    }
    #expect(
      unlimited == ["Concat", "Einsum", "Loop", "Max", "Mean", "Min", "Scan", "Sum"])
  }
}
