import Operators
import Testing

struct OperatorNodeTests {
  @Test func attributesHaveTheirTypes() throws {
    var node = OperatorNode(
      "X", attributes: ["i": .integer(3), "w": .text("b"), "l": .integers([])])
    #expect(try node.integer("i") == 3 && node.integer("none", default: 7) == 7)
    #expect(try node.word("w", of: ["a", "b"]) == "b" && node.word("v", of: ["a"]) == "a")
    #expect(try node.numbers("l") == [])
    #expect(throws: OperatorError("'i' is no number")) { try node.number("i") }
    #expect(throws: OperatorError("w='b' is not possible")) { try node.word("w", of: ["a"]) }
  }

  @Test func namesHaveTheirDomain() {
    #expect(OperatorNode("Add", domain: "ai.onnx").name == "Add")
    #expect(OperatorNode("Scaler", domain: "ai.onnx.ml").name == "ai.onnx.ml.Scaler")
  }
}
