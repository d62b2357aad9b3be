import CompressedModels
import ModelExchange
import Networks
import Tensors
import Testing

@Suite struct StreamedContainerTests {
  /// Chunk by chunk, the bytes are those of the model that is written as a whole.
  @Test func piecesAreTheBytesOfTheWhole() throws {
    let matrix = Tensor(shape: [8, 6], values: (0..<48).map { Float($0 % 5) })
    let vector = Tensor(shape: [20], values: (0..<20).map { Float($0) })
    let network = try ONNXFile.network(
      of: [(name: "a", array: TypedTensor(matrix)), (name: "b", array: TypedTensor(vector))])
    let model = try PackedModel(encoding: network)
    guard case .file(let origin, let parameters) = model.graph else {
      Issue.record("arrays keep their file")
      return
    }
    var pieces: [[UInt8]] = []
    var stream = try StreamedContainer(
      origin: origin, state: .packed, options: PackingOptions(), metadata: Metadata()
    ) { pieces.append($0) }
    for (number, parameter) in parameters.enumerated() {
      #expect(stream.nextParameter == parameter)
      let held = try #require(network.parameter(parameter.name))
      if parameter.role == .scales {
        stream.keep(parameter.bytes(held.values))
      } else {
        let named = LayerParameter(parameter.name, held.role, held.weights)
        try stream.write(
          try StreamedContainer.coded(named, number: number, options: PackingOptions()))
      }
    }
    #expect(stream.nextParameter == nil)
    try stream.finish()
    #expect(pieces.flatMap { $0 } == model.serialized())
    #expect(stream.bytes == model.bytes)
    #expect(pieces.count > 2, "it left in pieces")
  }
}
