import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Parameters of an ONNX file that stay where they are. What they become is in CommandsTests.
struct WeightFilesOfONNXTests {
  private static func folder() throws -> (TemporaryFolder, Network) {
    let folder = try TemporaryFolder()
    let bytes = ONNXModel.stored.bytes
    try folder.write(bytes, to: "inside.onnx")
    let network = try ONNXFile.read(bytes) { _ in throw NoFiles() }
    let (model, data) = try ONNXFile.write(network, dataFile: "m.onnx.data")
    try folder.write(model, to: "m.onnx")
    var content: [UInt8] = []
    try data.write { content += $0 }
    try folder.write(content, to: "m.onnx.data")
    return (folder, network)
  }

  @Test(arguments: ["inside.onnx", "m.onnx"]) func parametersAreThoseOfTheNetwork(file: String)
    throws
  {
    let (folder, network) = try Self.folder()
    let files = try WeightFiles(onnx: "\(folder.path)/\(file)")
    #expect(files.arrays.map(\.name) == ["f", "shift", "sparse", "w", "codes", "listed"])
    #expect(files.arrays.map(\.bytes) == [1024, 256, 2048, 8192, 1024, 4096])
    #expect(files.origin == network.origin)
    for array in files.arrays {
      let values = try files.floats(of: array, rows: 0..<array.shape[0])
      #expect(values == network.parameter(array.name)?.weights.tensor.values, "\(array.name)")
    }
    let halves = try files.tensor(try #require(files.array("w")))
    #expect(halves.type == .float16 && halves.shape == [64, 64])
    let rows = try files.floats(of: try #require(files.array("listed")), rows: 3..<5)
    #expect(rows == Array(Tensor.normal([16, 64], seed: 4).values[192..<320]))
  }

  /// A large model's large constants are not read with it: all parameters are the same, those that
  /// stay in the outline and those that it leaves out.
  @Test(arguments: [300, 1024, 5000]) func outlinesChangeNothing(smallest: Int) throws {
    let (folder, network) = try Self.folder()
    let files = try WeightFiles(onnx: "\(folder.path)/inside.onnx", smallestOutside: smallest)
    #expect(files.origin == network.origin)
    #expect(Set(files.arrays.map(\.name)) == Set(network.parameterNames))
    for array in files.arrays {
      let values = try files.floats(of: array, rows: 0..<array.shape[0])
      #expect(values == network.parameter(array.name)?.weights.tensor.values, "\(array.name)")
    }
  }

  /// What a network could not be made of is refused before somebody compresses it.
  @Test func damagedModelsAreRefused() throws {
    let (folder, _) = try Self.folder()
    var model = ONNXModel.stored
    model.nodes[0].inputs[0] = "nothing"
    try folder.write(model.bytes, to: "strange.onnx")
    #expect(throws: ModelExchangeError.unknownValue(layer: "MatMul", value: "nothing")) {
      try WeightFiles(onnx: "\(folder.path)/strange.onnx")
    }
    let bytes = model.bytes
    try folder.write(Array(bytes[..<(bytes.count / 2)]), to: "short.onnx")
    #expect(throws: ModelExchangeError.self) {
      try WeightFiles(onnx: "\(folder.path)/short.onnx")
    }
  }
}
