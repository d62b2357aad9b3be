import Operators
import Tensors
import Testing

struct DifferentiableOperatorTests {
  /// [2, 1] and [3] meet as [2, 3]: each gets the sums over what was repeated of it.
  @Test func whatWasRepeatedIsSummed() throws {
    let node = OperatorNode("Add", inputs: [true, true])
    let add = try #require(try OperatorRegistry.make(node) as? any DifferentiableOperator)
    let inputs = [counted([2, 1]), counted([3])]
    let gradient = Tensor(shape: [2, 3], values: [1, 2, 3, 10, 20, 30])
    let found = try add.gradients(
      of: OperatorPass(
        inputs: inputs, outputs: add.outputs(of: inputs), gradients: [gradient],
        wanted: [true, true]))
    #expect(found[0] == Tensor(shape: [2, 1], values: [6, 60]))
    #expect(found[1] == Tensor(shape: [3], values: [11, 22, 33]))
  }

  @Test func onlyWhatIsWantedIsComputed() throws {
    let node = OperatorNode("MatMul", inputs: [true, true])
    let product = try #require(try OperatorRegistry.make(node) as? any DifferentiableOperator)
    let inputs = [counted([2, 2]), counted([2, 2])]
    let found = try product.gradients(
      of: OperatorPass(
        inputs: inputs, outputs: product.outputs(of: inputs), gradients: [nil],
        wanted: [false, true]))
    #expect(found[0] == nil && found[1] == Tensor(zeros: [2, 2]))
  }

  @Test func settingsWithoutGradientsAreNamed() throws {
    func obstacle(_ name: String, _ attributes: [String: OperatorNode.Attribute]) throws -> String?
    {
      let node = OperatorNode(name, inputs: [true, true], attributes: attributes)
      return try (OperatorRegistry.make(node) as? any DifferentiableOperator)?.gradientObstacle
    }
    #expect(try obstacle("ReduceProd", [:]) == "a product")
    #expect(try obstacle("LSTM", ["clip": .number(1)]) == "clip")
    #expect(try obstacle("ScatterND", ["reduction": .text("add")]) == "reduction")
    #expect(try obstacle("BatchNormalization", ["training_mode": .integer(1)]) == "training_mode=1")
    #expect(try obstacle("LSTM", [:]) == nil)
  }
}
