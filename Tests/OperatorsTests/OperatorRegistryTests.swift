import Operators
import Testing

struct OperatorRegistryTests {
  @Test func unknownOperatorsAreRefusedByName() {
    #expect(throws: OperatorError("there is no operator Fly")) {
      try OperatorRegistry.make(OperatorNode("Fly"))
    }
  }

  /// Nothing that a node says is passed over.
  @Test func unreadAttributesAreRefusedByName() {
    #expect(throws: OperatorError("'broadcast' is not understood")) {
      try OperatorRegistry.make(
        OperatorNode("Add", inputs: [true, true], attributes: ["broadcast": .integer(1)]))
    }
  }

  @Test func namesAreThere() {
    let names = OperatorRegistry.names
    #expect(names.count == Set(names).count && names.count > 150)
    #expect(OperatorRegistry.knows("Conv") && OperatorRegistry.knows("LSTM"))
  }
}
