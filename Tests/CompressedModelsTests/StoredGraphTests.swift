import CompressedModels
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Version 2 of the container: the file of another program inside (FORMAT.md, section 11).
struct StoredGraphTests {
  private struct Missing: Error {}

  private var network: Network {
    get throws { try ONNXFile.read(ONNXModel.branching.bytes) { _ in throw Missing() } }
  }

  /// Two matrices pruned and shared, one pruned, the others dense.
  private var compressed: Network {
    get throws {
      var network = try network
      for (name, seed) in [("w", 1), ("f", 2)] as [(String, UInt64)] {
        network.updateParameter(name) { parameter in
          let shape = parameter.weights.shape
          let mask = Mask.random(shape, density: 0.5, seed: seed)
          let codes = mask.survivors.map { UInt8($0 % 3) }
          parameter.weights = .shared(
            SharedWeights(
              mask: mask, codes: codes,
              codebook: Codebook(centroids: [-1, 0.5, 2], precision: .float16), bits: 2))
        }
      }
      network.updateParameter("table") { parameter in
        let mask = Mask.random(parameter.weights.shape, density: 0.4, seed: 3)
        parameter.weights = .pruned(PrunedWeights(values: parameter.weights.tensor, mask: mask))
      }
      return network
    }
  }

  @Test func everythingComesBack() throws {
    let network = try compressed
    let packed = try PackedModel(encoding: network, metadata: Metadata(tool: "test", seed: 7))
    #expect(packed.serialized()[8] == 2)
    guard case .packed(let read) = try ContainerReader.read(packed.serialized()) else {
      Issue.record("not packed")
      return
    }
    #expect(read == packed && read.sizes == packed.sizes)
    #expect(read.sizes.bytes == packed.bytes)
    let decoded = try read.decoded()
    for name in network.parameterNames {
      #expect(decoded.parameter(name) == network.parameter(name), "\(name)")
    }
    #expect(try ONNXFile.write(decoded) == (try ONNXFile.write(network)))
    #expect(read.weightedLayers.map(\.name) == ["choice/then_branch/v", "f", "w", "table"])
    #expect(read.originalBytes == network.originalBytes)
  }

  @Test func statesAreStoredAsTheyAre() throws {
    for network in [try network, try compressed] {
      let stored = try PackedModel(storing: network)
      guard case .network(let read, _) = try ContainerReader.read(stored.serialized()) else {
        Issue.record("packed")
        return
      }
      #expect(read.parameterNames.allSatisfy { read.parameter($0) == network.parameter($0) })
    }
  }

  /// Whole numbers of one byte are coded without loss, and cost what their entropy says.
  @Test func integersAreCodedAsTheyAre() throws {
    var model = ONNXModel()
    var random = RandomSource(seed: 1)
    // Two of three are 5: less than two bits each instead of eight.
    let values = (0..<4096).map { _ in random.below(3) > 0 ? Int8(5) : Int8(random.below(4)) - 2 }
    model.tensors = [
      ProtobufWriter.message { tensor in
        tensor.packed(1, integers: [64, 64])
        tensor.integer(2, 3)
        tensor.text(8, "q")
        tensor.bytes(9, values.map { UInt8(bitPattern: $0) })
      }
    ]
    model.nodes = [.init(operation: "Identity", inputs: ["q"], output: "y")]
    let network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    #expect(network.weightNames.isEmpty)
    let packed = try PackedModel(encoding: network)
    #expect(packed.bytes < 4096 / 4 + 400)
    #expect(packed.originalBytes == 4096)
    #expect(try ONNXFile.write(packed.decoded()) == model.bytes)
  }

  private func fault(of file: RawContainer) -> ContainerFault? {
    do {
      _ = try ContainerReader.read(file.bytes)
      return nil
    } catch { return error.fault }
  }

  @Test func parametersHaveNoBiases() throws {
    var file = RawContainer(try PackedModel(encoding: compressed).serialized())
    file.version = 2
    let place = try #require(file.chunks.firstIndex { $0.type == Array("PARM".utf8) })
    let content = file.chunks[place].content
    // Number, coding, rank, extents below 128, then the kind of biases: 1 is f32.
    let biases = 3 + Int(content[2])
    let rows = Int(content[3])
    try #require(content[biases] == 0)
    file.chunks[place].content.replaceSubrange(
      biases...biases, with: [1, UInt8(rows)] + [UInt8](repeating: 0, count: 4 * rows))
    #expect(fault(of: file) == .wrongCount(field: "biases", expected: 0, found: rows))
  }

  @Test func nothingIsLeftForAnEmptyRest() throws {
    var model = ONNXModel()
    model.tensors = [
      ProtobufWriter.message { tensor in
        tensor.packed(1, integers: [64, 64])
        tensor.integer(2, 3)
        tensor.text(8, "q")
        tensor.bytes(9, [UInt8](repeating: 7, count: 4096))
      }
    ]
    model.nodes = [.init(operation: "Identity", inputs: ["q"], output: "y")]
    let network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    var file = RawContainer(try PackedModel(encoding: network).serialized())
    file.version = 2
    #expect(fault(of: file) == nil)
    file.chunks.append(.init("REST", []))
    #expect(fault(of: file) == .misplacedChunk(type: "REST"))
  }

  @Test func damageIsRefused() throws {
    let bytes = try PackedModel(encoding: compressed).serialized()
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      #expect(throws: ContainerError.self) { try ContainerReader.read(damaged) }
    }
  }
}
