/// What `dcs inspect` and `dcs verify` say about a file: each chunk with its place and whether it
/// is intact, as far as the file can be taken apart, and the first rule that it breaks.
public struct ContainerInspection: Sendable {
  public struct ChunkFact: Sendable, Equatable {
    /// Bytes from the start of the file to the chunk's frame.
    public let offset: Int
    public let type: String
    /// Bytes of its content, without the 12 bytes of its frame.
    public let length: Int
    public let checksumMatches: Bool
    public let isSkippable: Bool
    /// In words: what the chunk is for.
    public let meaning: String
  }

  public let byteCount: Int
  public let chunks: [ChunkFact]
  /// nil when there is no end chunk to compare with.
  public let digestMatches: Bool?
  /// The model, when everything is right.
  public let model: PackedModel?
  /// The first thing wrong; nil when the file is sound.
  public let error: ContainerError?

  public var isSound: Bool { error == nil }

  public init(_ bytes: [UInt8], limits: ContainerLimits = ContainerLimits()) {
    byteCount = bytes.count
    let chunks = Self.chunks(of: bytes)
    digestMatches = chunks.last.flatMap { end in
      end.type == ContainerFormat.ChunkType.end
        ? end.content.elementsEqual(Checksums.sha256(bytes[..<end.offset])) : nil
    }
    do {
      model = try ContainerReader.readPacked(bytes, limits: limits)
      error = nil
    } catch {
      model = nil
      self.error = error
    }
    let layers = model?.layersWithChunks ?? []
    self.chunks = chunks.enumerated().map { number, chunk in
      let layerNumber = chunks[..<number].count { $0.type == chunk.type }
      return ChunkFact(chunk, layer: layerNumber < layers.count ? layers[layerNumber] : nil)
    }
  }

  /// Frames until the first that cannot be read.
  private static func chunks(of bytes: [UInt8]) -> [Chunk] {
    guard var position = try? ChunkList.checkSignature(bytes) else { return [] }
    var chunks: [Chunk] = []
    while position < bytes.count, let chunk = try? Chunk(bytes[position...]) {
      chunks.append(chunk)
      position = chunk.end
    }
    return chunks
  }
}

extension ContainerInspection.ChunkFact {
  fileprivate init(_ chunk: Chunk, layer: PackedLayer?) {
    (offset, type, length) = (chunk.offset, chunk.type, chunk.content.count)
    checksumMatches = chunk.isIntact
    isSkippable = ContainerFormat.ChunkType.isSkippable(chunk.type)
    meaning =
      switch chunk.type {
      case ContainerFormat.ChunkType.network: "the network's graph"
      case ContainerFormat.ChunkType.deflatedNetwork: "the network's graph, deflated"
      case ContainerFormat.ChunkType.metadata: "origin: tool, seed, texts"
      case ContainerFormat.ChunkType.end: "SHA-256 of everything before"
      case ContainerFormat.ChunkType.originalFile: "the file of another program without its weights"
      case ContainerFormat.ChunkType.otherParameters: "parameters that are not coded"
      case ContainerFormat.ChunkType.parameter: layer.map(Self.describe) ?? "a parameter"
      case ContainerFormat.ChunkType.layer: layer.map(Self.describe) ?? "the weights of a layer"
      default: "unknown"
      }
  }

  private static func describe(_ layer: PackedLayer) -> String {
    var words = ["\(layer.name) \(layer.shape)", layer.codingName]
    if let index = layer.index {
      words.append(
        """
        \(index.survivorCount) survivors, \(index.indexBits)-bit gaps, \(index.fillerCount) fillers
        """
      )
    }
    if let ranks = layer.ranks {
      words.append(
        "\(layer.statistics.survivorCount) survivors, \(ranks.streams.count) streams")
    }
    if let codebook = layer.codebook { words.append("\(codebook.count) centroids") }
    return words.joined(separator: ", ")
  }
}
