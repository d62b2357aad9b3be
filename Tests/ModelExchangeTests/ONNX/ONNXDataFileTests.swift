import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct ONNXDataFileTests {
  private func content(_ data: ONNXDataFile) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try data.write { bytes += $0 }
    return bytes
  }

  private func read(_ model: [UInt8], _ data: [UInt8]) throws -> Network {
    try ONNXFile.read(model) { name in
      #expect(name == "m.onnx.data")
      return ByteSource(data)
    }
  }

  private static let dense: Network? = try? Network(
    inputShape: [300],
    descriptions: [
      LayerDescription(operation: "dense", attributes: ["outputs": .integers([5])]),
      LayerDescription(operation: "relu"),
      LayerDescription(operation: "dense", attributes: ["outputs": .integers([200])]),
    ])

  /// 5 x 300 and 200 x 5 floats are 6000 and 4000 bytes: the second begins at the next multiple of
  /// 4096. Biases of 5 and 200 floats are small.
  @Test func largeTensorsBeginAtPages() throws {
    var network = try #require(Self.dense)
    network.updateParameter("fc1") { $0.weights = .dense(.normal([5, 300], seed: 1)) }
    network.updateParameter("fc2") { $0.weights = .dense(.normal([200, 5], seed: 2)) }
    let (model, data) = try ONNXFile.write(network, dataFile: "m.onnx.data")
    let tensors = try StoredTensor.all(in: model)
    let outside = tensors.filter(\.isExternal)
    #expect(outside.map(\.name) == ["fc1.weight", "fc2.weight"])
    #expect(outside.map(\.offset) == [0, 8192])
    #expect(outside.map(\.length) == [6000, 4000])
    #expect(outside.allSatisfy { $0.location == "m.onnx.data" && $0.rawCount == nil })
    #expect(tensors.filter { !$0.isExternal }.map(\.rawCount) == [20, 800])
    #expect(data.bytes == 12_192 && data.tensorBytes == 10_000)
    let bytes = try content(data)
    #expect(bytes.count == data.bytes)
    #expect(Array(bytes[..<6000]) == Tensor.normal([5, 300], seed: 1).littleEndianBytes)
    #expect(bytes[6000..<8192].allSatisfy { $0 == 0 })
    #expect(Array(bytes[8192...]) == Tensor.normal([200, 5], seed: 2).littleEndianBytes)
    let again = try read(model, bytes)
    #expect(again.parameter("fc1")?.weights == network.parameter("fc1")?.weights)
    #expect(again.parameter("fc2")?.weights == network.parameter("fc2")?.weights)
  }

  /// With all numbers inside, a model is no larger than the sum says, and not much smaller.
  @Test(arguments: [WeightForm.values, .shared]) func sizesAreKnownBeforeAByteIsWritten(
    form: WeightForm
  ) throws {
    for network in [try #require(Self.dense), try Self.stored()] {
      let (model, data) = try ONNXFile.write(network, form: form, dataFile: "m.onnx.data")
      let whole = try ONNXFile.write(network, form: form).count
      let bound = model.count + data.tensorBytes
      #expect((bound - 800...bound).contains(whole))
    }
  }

  private static func stored() throws -> Network {
    try ONNXFile.read(ONNXModel.stored.bytes) { _ in throw NoFiles() }
  }

  /// Graphs of operators: all tensors of 1024 bytes and more go out, whatever they are, and what
  /// comes back is the same file.
  @Test func operatorsKeepEverythingElse() throws {
    let network = try Self.stored()
    let (model, data) = try ONNXFile.write(network, dataFile: "m.onnx.data")
    let tensors = try StoredTensor.all(in: model)
    let lengths = Dictionary(
      uniqueKeysWithValues: tensors.filter(\.isExternal).map { ($0.name, $0.length) })
    #expect(
      lengths == [
        "f": 1024, "sparse": 2048, "table": 1600, "w": 8192, "codes": 1024, "listed": 4096,
      ])
    #expect(tensors.allSatisfy { $0.offset % 4096 == 0 })
    let again = try read(model, try content(data))
    #expect(try ONNXFile.write(again) == ONNXFile.write(network))
    #expect(again.origin == network.origin)
  }

  /// Codes in a file of their own, of a net of layers and of a graph.
  @Test func codesGoOutToo() throws {
    var network = try Self.stored()
    let codes = (0..<256).map { UInt8($0 % 20) }
    network.updateParameter("f") { parameter in
      parameter.weights = .shared(
        SharedWeights(
          mask: Mask(full: [4, 64]), codes: codes,
          codebook: Codebook(centroids: (0..<20).map { Float($0) - 9 }, precision: .float32),
          bits: 5))
    }
    var dense = try #require(Self.dense)
    let mask = Mask(shape: [5, 300], isKept: (0..<1500).map { $0 % 3 != 0 })
    dense.updateParameter("fc1") { parameter in
      parameter.weights = .shared(
        SharedWeights(
          mask: mask, codes: (0..<1000).map { UInt8($0 % 8) },
          codebook: Codebook(centroids: (1...8).map { Float($0) }, precision: .float16), bits: 3))
    }
    let (model, data) = try ONNXFile.write(dense, form: .shared, dataFile: "m.onnx.data")
    let outside = try StoredTensor.all(in: model).filter(\.isExternal)
    #expect(outside.map(\.name) == ["fc1.codes", "fc2.weight"])
    #expect(outside.map(\.length) == [1500, 4000])
    let again = try read(model, try content(data))
    #expect(again.parameter("fc1")?.weights == dense.parameter("fc1")?.weights)

    // 256 codes are small and stay inside; other tensors do not.
    let graph = try ONNXFile.write(network, form: .shared, dataFile: "m.onnx.data")
    let tensors = try StoredTensor.all(in: graph.model)
    #expect(tensors.first { $0.name == "f.codes" }?.rawCount == 256)
    #expect(tensors.first { $0.name == "w" }?.isExternal == true)
    let input = [
      TypedTensor(.normal([3, 4], seed: 7)),
      TypedTensor(shape: [3, 2], [Int64](repeating: 1, count: 6)),
    ]
    let back = try read(graph.model, try content(graph.data))
    #expect(try back.evaluated(input) == network.evaluated(input))
  }

  @Test(.enabled(if: Python.hasONNXRuntime, "needs python3 with onnxruntime"))
  func onnxRuntimeReadsBothFiles() throws {
    var network = try #require(Self.dense)
    network.updateParameter("fc1") { $0.weights = .dense(.normal([5, 300], seed: 1)) }
    network.updateParameter("fc2") { $0.weights = .dense(.normal([200, 5], seed: 2)) }
    let (model, data) = try ONNXFile.write(network, dataFile: "net.onnx.data")
    let input = Tensor.normal([3, 300], seed: 3)
    try Python.runONNXRuntime(
      model, beside: ["net.onnx.data": try content(data)], x: input, y: network.forward(input),
      "assert np.abs(ours - y).max() <= 1e-5 * np.abs(y).max()")
  }
}
