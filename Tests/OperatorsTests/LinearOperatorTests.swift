import Operators
import Tensors
import Testing

struct LinearOperatorTests {
  private func form(
    _ name: String, _ shape: [Int], _ attributes: [String: OperatorNode.Attribute] = [:],
    place: Int = 1, inputs: Int = 2, domain: String = "", asMatrix: Bool = false
  ) throws -> ProductForm? {
    let node = OperatorNode(
      name, domain: domain, version: 21, inputs: [Bool](repeating: true, count: inputs),
      outputs: [true], attributes: attributes)
    let linear = try OperatorRegistry.make(node) as? any LinearOperator
    return asMatrix
      ? linear?.matrixForm(ofWeights: shape, at: place)
      : linear?.productForm(ofWeights: shape, at: place)
  }

  @Test func matrices() throws {
    #expect(try form("MatMul", [3, 4]) == .columns)
    #expect(try form("MatMul", [2, 3, 4]) == nil && form("MatMul", [3, 4], place: 0) == nil)
    #expect(try form("Gemm", [3, 4]) == .columns)
    #expect(try form("Gemm", [3, 4], ["transB": .integer(1)]) == .rows)
    #expect(try form("Gemm", [3, 4], ["transA": .integer(1)]) == nil)
  }

  @Test func windows() throws {
    let attributes: [String: OperatorNode.Attribute] = [
      "pads": .integers([1, 2, 3, 4]), "strides": .integers([2, 1]), "group": .integer(2),
    ]
    let layout = WindowLayout(kernel: [3, 5], stride: [2, 1], padding: [1, 2, 3, 4])
    #expect(try form("Conv", [4, 1, 3, 5], attributes) == .windows(layout, groups: 2))
    let signal = WindowLayout(kernel: [1, 5], padding: [0, 2, 0, 1], dilation: [1, 3])
    #expect(
      try form("Conv", [4, 1, 5], ["pads": .integers([2, 1]), "dilations": .integers([3])])
        == .windows(signal, groups: 1))
    #expect(try form("Conv", [4, 1, 3, 5], ["auto_pad": .text("SAME_UPPER")]) == nil)
    #expect(try form("Conv", [4, 1, 3, 5], ["pads": .integers([-1, 0, 0, 0])]) == nil)
    #expect(try form("Conv", [4, 1, 2, 3, 5]) == nil)
  }

  @Test func recurrentInputs() throws {
    for (name, rows) in [("LSTM", 8), ("GRU", 6), ("RNN", 2)] {
      let attributes: [String: OperatorNode.Attribute] = ["hidden_size": .integer(2)]
      #expect(try form(name, [1, rows, 5], attributes, inputs: 3) == .rows)
      #expect(try form(name, [1, rows, 2], attributes, place: 2, inputs: 3) == nil)
      #expect(
        try form(name, [1, rows, 2], attributes, place: 2, inputs: 3, asMatrix: true) == .rows)
    }
    #expect(try form("Relu", [1], place: 0, inputs: 1) == nil)
  }

  /// Tables are looked up along their first dimension.
  @Test func tables() throws {
    #expect(try form("Gather", [9, 4], place: 0, asMatrix: true) == .rows)
    #expect(try form("Gather", [9, 4], place: 0) == nil)
    #expect(try form("Gather", [9], place: 0, asMatrix: true) == nil)
    #expect(try form("Gather", [9, 4], ["axis": .integer(1)], place: 0, asMatrix: true) == nil)
  }
}
