import Networks
import Testing

/// Attributes are read by the layers' initialisers: these are the ways in which they can be wrong.
struct AttributesTests {
  private func dense(_ attributes: [String: Attribute]) throws(NetworkError) -> any Layer {
    try LayerRegistry.layer(operation: "dense", attributes: attributes, inputShapes: [[4]])
  }

  @Test func aMissingAttributeIsNamed() {
    #expect(throws: NetworkError.missingAttribute(operation: "dense", name: "outputs")) {
      try dense([:])
    }
    #expect(throws: NetworkError.missingAttribute(operation: "dropout", name: "rate")) {
      try LayerRegistry.layer(operation: "dropout", attributes: [:], inputShapes: [[4]])
    }
  }

  @Test(arguments: [Attribute.number(3), .text("3"), .integers([]), .integers([3, 4])])
  func aWholeNumberIsWanted(attribute: Attribute) {
    #expect(
      throws: NetworkError.badAttribute(
        operation: "dense", name: "outputs", reason: "must be one whole number")
    ) { try dense(["outputs": attribute]) }
  }

  @Test(arguments: [0, -1, .min, 16_777_217, .max])
  func extentsOutOfRangeAreRefusedBeforeAnythingIsAllocated(outputs: Int) {
    #expect(
      throws: NetworkError.badAttribute(
        operation: "dense", name: "outputs",
        reason: "must be between 1 and 16777216, not \(outputs)")
    ) { try dense(["outputs": .integers([outputs])]) }
  }

  @Test(arguments: [
    Attribute.number(1), .number(-0.1), .number(.nan), .integers([0]), .text("half"),
  ])
  func ratesAreBelowOne(rate: Attribute) {
    #expect(
      throws: NetworkError.badAttribute(
        operation: "dropout", name: "rate", reason: "must be at least 0.0 and below 1.0")
    ) {
      try LayerRegistry.layer(operation: "dropout", attributes: ["rate": rate], inputShapes: [[4]])
    }
  }

  @Test(arguments: ["dense", "relu", "dropout", "flatten"], [0, 2])
  func oneInputIsWanted(operation: String, count: Int) {
    let shapes = [[Int]](repeating: [4], count: count)
    #expect(throws: NetworkError.self) {
      try LayerRegistry.layer(
        operation: operation, attributes: ["outputs": .integers([2]), "rate": .number(0.5)],
        inputShapes: shapes)
    }
  }
}
