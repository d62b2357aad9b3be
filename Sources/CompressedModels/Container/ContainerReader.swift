import EntropyCoding
import Memory
import Networks
import Tensors

/// What a file holds.
public enum StoredModel: Sendable {
  /// A network in one of the states dense, pruned or shared.
  case network(Network, Metadata)
  case packed(PackedModel)
}

/// Reads FORMAT.md. It trusts nothing: sums are compared first, sizes before memory is reserved,
/// every layer is decoded once, so that a model that was read can be used without further failures.
public enum ContainerReader {
  /// The model in a file's bytes.
  public static func read(
    _ bytes: [UInt8], limits: ContainerLimits = ContainerLimits()
  ) throws(ContainerError) -> StoredModel {
    let assembly = try assembly(bytes, limits: limits)
    if assembly.state == .packed { return .packed(try assembly.model(of: bytes)) }
    return try assembly.network(fileBytes: bytes.count)
  }

  /// The model with its layers in coded form, whatever its state.
  public static func readPacked(
    _ bytes: [UInt8], limits: ContainerLimits = ContainerLimits()
  ) throws(ContainerError) -> PackedModel {
    try assembly(bytes, limits: limits).model(of: bytes)
  }

  private static func assembly(
    _ bytes: [UInt8], limits: ContainerLimits
  ) throws(ContainerError) -> ModelAssembly {
    let chunks = try ChunkList(bytes)
    var assembly = ModelAssembly(
      version: chunks.version, byteCount: bytes.count, limits: limits)
    for chunk in chunks.chunks { try assembly.add(chunk) }
    return assembly
  }
}

/// One chunk of a file: frame checked, content not yet understood.
struct Chunk {
  let type: String
  /// Where its frame starts in the file.
  let offset: Int
  let content: ArraySlice<UInt8>
  let storedChecksum: UInt32
  let computedChecksum: UInt32

  var isIntact: Bool { storedChecksum == computedChecksum }

  /// Reads the frame at `position` of the file. Throws `truncated` and `malformedChunkType`, not
  /// `checksumMismatch`.
  init(_ bytes: ArraySlice<UInt8>) throws(ContainerError) {
    var reader = ByteReader(bytes)
    offset = reader.position
    let typeBytes = try reader.take(4)
    guard ContainerFormat.ChunkType.isWellFormed(typeBytes) else {
      throw reader.error(.malformedChunkType(bytes: Array(typeBytes)), offset: offset)
    }
    type = String(decoding: typeBytes, as: UTF8.self)
    reader.place.chunk = type
    let length = Int(try reader.fixed(UInt32.self))
    content = try reader.take(length)
    storedChecksum = try reader.fixed(UInt32.self)
    computedChecksum = Checksums.crc32(bytes[offset..<content.endIndex])
  }

  func error(_ fault: ContainerFault) -> ContainerError {
    ContainerError(fault, at: .init(offset: offset, chunk: type))
  }

  var end: Int { content.endIndex + 4 }
}

/// A file taken apart: signature, version, frames and sums are right.
struct ChunkList {
  let chunks: [Chunk]
  let version: UInt16

  init(_ bytes: [UInt8]) throws(ContainerError) {
    var position = try Self.checkSignature(bytes)
    var chunks: [Chunk] = []
    while chunks.last?.type != ContainerFormat.ChunkType.end {
      guard position < bytes.count else {
        throw ContainerError(
          .missingChunk(type: ContainerFormat.ChunkType.end), at: .init(offset: position))
      }
      let chunk = try Chunk(bytes[position...])
      guard chunk.isIntact else {
        throw chunk.error(
          .checksumMismatch(stored: chunk.storedChecksum, computed: chunk.computedChecksum))
      }
      chunks.append(chunk)
      position = chunk.end
    }
    guard position == bytes.count else {
      throw ContainerError(
        .bytesAfterEnd(count: bytes.count - position), at: .init(offset: position))
    }
    if let end = chunks.last { try Self.checkDigest(end, of: bytes) }
    self.chunks = chunks
    version = UInt16(bytes[ContainerFormat.signature.count])
  }

  /// The place of the first chunk.
  static func checkSignature(_ bytes: [UInt8]) throws(ContainerError) -> Int {
    let signature = ContainerFormat.signature
    guard bytes.starts(with: signature) else {
      if bytes.starts(with: signature.prefix(4)) {
        throw ContainerError(.damagedAsText, at: .init(offset: 4))
      }
      throw ContainerError(.notAContainer, at: .init(offset: 0))
    }
    var reader = ByteReader(bytes[signature.count...])
    let version = try reader.fixed(UInt16.self)
    guard ContainerFormat.versions.contains(version) else {
      throw reader.error(
        .unsupportedVersion(
          found: Int(version), supported: Int(ContainerFormat.versions.upperBound)),
        offset: signature.count)
    }
    return reader.position
  }

  static func checkDigest(_ end: Chunk, of bytes: [UInt8]) throws(ContainerError) {
    guard end.content.elementsEqual(Checksums.sha256(bytes[..<end.offset])) else {
      throw end.error(.digestMismatch)
    }
  }
}

/// Collects chunks into a model and checks their order and number.
private struct ModelAssembly {
  let limits: ContainerLimits
  /// Memory of a weight while a layer is decoded: symbols, places, codes, and what they become.
  private static let decodingBytes = 16
  private let byteCount: Int
  private let version: UInt16
  private var network: (graph: StoredGraph, state: StoredState)?
  private var metadata: Metadata?
  private var layers: [PackedLayer] = []
  private var weightCount = 0
  /// What the bytes are for: the signature and version to begin with.
  private var parts = PartSizes()
  private var layerParts: [PartSizes] = []
  private var hasOtherParameters = false
  /// Whether the file has chunks that we do not know, and would not write.
  private var hasOtherChunks = false

  init(version: UInt16, byteCount: Int, limits: ContainerLimits) {
    (self.version, self.byteCount, self.limits) = (version, byteCount, limits)
    parts[.framing] = ContainerFormat.signature.count + version.bitWidth / 8
  }

  mutating func add(_ chunk: Chunk) throws(ContainerError) {
    var reader = ByteReader(chunk.content, chunk: chunk.type)
    switch (chunk.type, version) {
    case (ContainerFormat.ChunkType.network, 1),
      (ContainerFormat.ChunkType.deflatedNetwork, 1):
      guard network == nil else { throw chunk.error(.duplicateChunk(type: chunk.type)) }
      reader.part = .metadata
      let (description, state) = try reader.network(of: chunk)
      network = (.layers(description), state)
    case (ContainerFormat.ChunkType.originalFile, 2):
      guard network == nil else { throw chunk.error(.duplicateChunk(type: chunk.type)) }
      reader.part = .metadata
      network = try reader.originalFile()
    case (ContainerFormat.ChunkType.metadata, _):
      guard metadata == nil else { throw chunk.error(.duplicateChunk(type: chunk.type)) }
      guard network != nil, layers.isEmpty else {
        throw chunk.error(.misplacedChunk(type: chunk.type))
      }
      reader.part = .metadata
      metadata = try reader.metadata()
    case (ContainerFormat.ChunkType.layer, 1), (ContainerFormat.ChunkType.parameter, 2):
      guard !hasOtherParameters else { throw chunk.error(.misplacedChunk(type: chunk.type)) }
      layers.append(try layer(&reader, chunk: chunk))
    case (ContainerFormat.ChunkType.otherParameters, 2):
      guard !hasOtherParameters else { throw chunk.error(.duplicateChunk(type: chunk.type)) }
      hasOtherParameters = true
      try readOtherParameters(&reader, chunk: chunk)
    case (ContainerFormat.ChunkType.end, _):
      _ = try reader.take(ContainerFormat.digestBytes)
    default:
      guard ContainerFormat.ChunkType.isSkippable(chunk.type) else {
        throw chunk.error(.unknownChunk(type: chunk.type))
      }
      hasOtherChunks = true
      return
    }
    try reader.checkEnd()
    count(reader.tally, of: chunk)
  }

  private mutating func count(_ tally: PartSizes, of chunk: Chunk) {
    var tally = tally
    tally[.framing] += ContainerFormat.chunkFrameBytes
    parts += tally
    let isLayer = [ContainerFormat.ChunkType.layer, ContainerFormat.ChunkType.parameter]
      .contains(chunk.type)
    if isLayer { layerParts.append(tally) }
  }

  /// Section 11.2: parameters without a chunk of their own, one after the other.
  private mutating func readOtherParameters(_ reader: inout ByteReader, chunk: Chunk)
    throws(ContainerError)
  {
    guard case .file(_, let parameters) = network?.graph else {
      throw chunk.error(.misplacedChunk(type: chunk.type))
    }
    guard layers.count < parameters.count else {
      throw chunk.error(.misplacedChunk(type: chunk.type))
    }
    var coded = layers[...]
    var codedParts = layerParts[...]
    (layers, layerParts) = ([], [])
    for (number, parameter) in parameters.enumerated() {
      if let next = coded.first, next.nodeIndex == number {
        layers.append(next)
        layerParts.append(codedParts.removeFirst())
        coded = coded.dropFirst()
        continue
      }
      let values = try reader.read(as: .values) { reader throws(ContainerError) in
        parameter.values(try reader.take(parameter.byteCount))
      }
      do {
        layers.append(
          try PackedLayer(
            name: parameter.name, nodeIndex: number, shape: parameter.shape, bias: nil,
            content: DenseWeights(Tensor(shape: parameter.shape, values: values)),
            symbols: LayerSymbols()))
      } catch { throw reader.error(.coding(error)) }
      var parts = PartSizes()
      parts[.values] = parameter.byteCount
      layerParts.append(parts)
    }
  }

  private mutating func layer(_ reader: inout ByteReader, chunk: Chunk) throws(ContainerError)
    -> PackedLayer
  {
    guard let network else { throw chunk.error(.misplacedChunk(type: chunk.type)) }
    let header = try reader.layerHeader(network.graph.holderNames)
    guard header.nodeIndex > layers.last?.nodeIndex ?? -1 else {
      throw reader.error(.misplacedChunk(type: chunk.type))
    }
    weightCount += header.weightCount
    let limit = limits.weights(inFileOf: byteCount)
    guard weightCount <= limit else { throw reader.error(.tooManyWeights(limit: limit)) }
    do {
      try MemoryBudget.require(
        header.weightCount * Self.decodingBytes, for: "decoding layer '\(header.name)'")
    } catch { throw reader.error(.memory(error)) }
    let bias = try reader.bias(of: header)
    let content = try reader.content(header)
    do {
      return try PackedLayer(reading: content, of: header, bias: bias)
    } catch { throw reader.error(error, offset: chunk.offset) }
  }

  var state: StoredState? { network?.state }

  /// A network as values: its weights go over from the layers that were read, and no file is made
  /// again.
  func network(fileBytes: Int) throws(ContainerError) -> StoredModel {
    let network = try described(fileBytes: fileBytes)
    let content = LayerContent(graph: network.graph, layers: layers)
    return .network(try content.decoded(), metadata ?? Metadata())
  }

  private func described(fileBytes: Int) throws(ContainerError) -> (
    graph: StoredGraph, state: StoredState
  ) {
    guard let network else {
      let type =
        version == 1
        ? ContainerFormat.ChunkType.network : ContainerFormat.ChunkType.originalFile
      throw ContainerError(
        .missingChunk(type: type), at: .init(offset: fileBytes))
    }
    if case .layers(let description) = network.graph, let texts = metadata?.texts {
      return (.layers(try description.completed(by: texts)), network.state)
    }
    return network
  }

  /// The model with the bytes that were read. Chunks that we do not know are left out, and a file
  /// without metadata gets some: then it is written anew.
  func model(of bytes: [UInt8]) throws(ContainerError) -> PackedModel {
    let model = try unbuiltModel(of: bytes)
    // A file is sound when its network can be built: what was coded, in the shapes it asks for.
    _ = try model.skeleton()
    return model
  }

  private func unbuiltModel(of bytes: [UInt8]) throws(ContainerError) -> PackedModel {
    let network = try described(fileBytes: bytes.count)
    do {
      guard let metadata, !hasOtherChunks else {
        return try PackedModel(
          graph: network.graph, state: network.state, layers: layers,
          metadata: metadata ?? Metadata())
      }
      return try PackedModel(
        graph: network.graph, state: network.state, layers: layers,
        metadata: metadata, file: CountedFile(bytes: bytes, parts: parts, layers: layerParts))
    } catch { throw ContainerError(error) }
  }
}
