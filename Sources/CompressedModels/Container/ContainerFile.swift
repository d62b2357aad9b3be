import Memory
import ModelExchange
import Networks
import Tensors

/// A `.dcz` file of which parts are read when they are wanted: frames at first, then one parameter
/// at a time. What is read is checked as `ContainerReader` does it; sums over the whole file by
/// `verify` alone.
public struct ContainerFile: Sendable {
  private let source: ByteSource
  private let frames: [Frame]
  private let version: UInt16
  public let graph: StoredGraph
  public let state: StoredState
  public let metadata: Metadata
  /// Where each coded layer or parameter is, by its number.
  private let places: [Int: Frame]

  private struct Frame: Sendable {
    let type: String
    let offset: Int
    /// Of its content.
    let length: Int

    var whole: Range<Int> { offset..<offset + length + ContainerFormat.chunkFrameBytes }
  }

  /// Bytes of the file.
  public var bytes: Int { source.count }

  public init(path: String) throws {
    source = try ByteSource(file: path)
    let start = ContainerFormat.signature.count + 2
    let first = try source.bytes(0..<min(start, source.count))
    _ = try ChunkList.checkSignature(first)
    version = UInt16(first[ContainerFormat.signature.count])
    frames = try Self.frames(source, from: start)
    (graph, state) = try Self.graph(source, frames, version)
    metadata = try Self.metadata(source, frames)
    places = try Self.places(source, frames)
  }

  private static func frames(_ source: ByteSource, from start: Int) throws -> [Frame] {
    var (frames, position): ([Frame], Int) = ([], start)
    while frames.last?.type != ContainerFormat.ChunkType.end {
      guard source.count - position >= ContainerFormat.chunkFrameBytes else {
        throw ContainerError(
          .missingChunk(type: ContainerFormat.ChunkType.end), at: .init(offset: position))
      }
      let head = try source.bytes(position..<position + 8)
      guard ContainerFormat.ChunkType.isWellFormed(head[..<4]) else {
        throw ContainerError(
          .malformedChunkType(bytes: Array(head[..<4])), at: .init(offset: position))
      }
      var reader = ByteReader(head[4...])
      let length = Int(try reader.fixed(UInt32.self))
      guard length <= source.count - position - ContainerFormat.chunkFrameBytes else {
        throw ContainerError(
          .missingChunk(type: ContainerFormat.ChunkType.end), at: .init(offset: position))
      }
      frames.append(
        Frame(type: String(decoding: head[..<4], as: UTF8.self), offset: position, length: length))
      position = frames[frames.count - 1].whole.upperBound
    }
    guard position == source.count else {
      throw ContainerError(
        .bytesAfterEnd(count: source.count - position), at: .init(offset: position))
    }
    return frames
  }

  private static func chunk(_ source: ByteSource, _ frame: Frame) throws -> Chunk {
    try chunk(try source.bytes(frame.whole), frame)
  }

  private static func chunk(_ bytes: [UInt8], _ frame: Frame) throws -> Chunk {
    let chunk = try Chunk(bytes[...])
    guard chunk.isIntact else {
      throw ContainerError(
        .checksumMismatch(stored: chunk.storedChecksum, computed: chunk.computedChecksum),
        at: .init(offset: frame.offset, chunk: frame.type))
    }
    return chunk
  }

  private static func graph(_ source: ByteSource, _ frames: [Frame], _ version: UInt16) throws
    -> (StoredGraph, StoredState)
  {
    let types =
      version == 1
      ? [ContainerFormat.ChunkType.network, ContainerFormat.ChunkType.deflatedNetwork]
      : [ContainerFormat.ChunkType.originalFile]
    guard let frame = frames.first(where: { types.contains($0.type) }) else {
      throw ContainerError(.missingChunk(type: types[0]), at: .init(offset: source.count))
    }
    let chunk = try chunk(source, frame)
    var reader = ByteReader(chunk.content, chunk: chunk.type)
    guard version == 1 else { return try reader.originalFile() }
    let (description, state) = try reader.network(of: chunk)
    return (.layers(description), state)
  }

  private static func metadata(_ source: ByteSource, _ frames: [Frame]) throws -> Metadata {
    guard let frame = frames.first(where: { $0.type == ContainerFormat.ChunkType.metadata }) else {
      return Metadata()
    }
    let chunk = try chunk(source, frame)
    var reader = ByteReader(chunk.content, chunk: chunk.type)
    return try reader.metadata()
  }

  private static let layerTypes = [
    ContainerFormat.ChunkType.layer, ContainerFormat.ChunkType.parameter,
  ]

  /// A layer's number comes first in its chunk.
  private static func places(_ source: ByteSource, _ frames: [Frame]) throws -> [Int: Frame] {
    var places: [Int: Frame] = [:]
    for frame in frames where layerTypes.contains(frame.type) {
      let first = frame.offset + 8
      var reader = ByteReader(try source.bytes(first..<first + min(10, frame.length))[...])
      let number = try reader.variable()
      guard places.updateValue(frame, forKey: number) == nil else {
        throw ContainerError(
          .misplacedChunk(type: frame.type), at: .init(offset: frame.offset, chunk: frame.type))
      }
    }
    return places
  }

  // MARK: Parameters

  /// Names of coded layers or parameters, in order.
  public var names: [String] {
    graph.holderNames.enumerated().filter { places[$0.offset] != nil }.map(\.element)
  }

  /// One layer or parameter, read and decoded; nil when no coded one has that name.
  public func layer(_ name: String) throws -> PackedLayer? {
    guard let number = graph.holderNames.firstIndex(of: name), let frame = places[number] else {
      return nil
    }
    return try layer(try Self.chunk(source, frame), frame)
  }

  /// Memory of a weight while a layer is decoded.
  private static let decodingBytes = 16

  private func layer(_ chunk: Chunk, _ frame: Frame) throws -> PackedLayer {
    var reader = ByteReader(chunk.content, chunk: chunk.type)
    let header = try reader.layerHeader(graph.holderNames)
    try MemoryBudget.require(
      header.weightCount * Self.decodingBytes, for: "decoding '\(header.name)'")
    let bias = try reader.bias(of: header)
    let content = try reader.content(header)
    try reader.checkEnd()
    do {
      return try PackedLayer(reading: content, of: header, bias: bias)
    } catch {
      throw ContainerError(error, at: .init(offset: frame.offset, chunk: frame.type))
    }
  }

  /// The file of another program that was packed and what its parameters are worth, each coded one
  /// decoded when it is asked for; nil for layers of our own.
  public func unpacked() throws -> (origin: NetworkOrigin, weights: WeightSource)? {
    guard case .file(let origin, let parameters) = graph else { return nil }
    let others = try uncoded(parameters)
    let shapes = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.shape) })
    return (
      origin,
      { name throws(ModelExchangeError) in
        if let weights = others[name] { return weights }
        return try ModelExchangeError.making(name) { try self.weights(name, shapes[name]) }
      }
    )
  }

  private func weights(_ name: String, _ shape: [Int]?) throws -> Weights {
    guard let shape, let weights = try layer(name)?.weights() else {
      throw ModelExchangeError.missingArray(name: name)
    }
    guard weights.shape == shape else {
      throw ModelExchangeError.wrongShape(name: name, expected: shape, found: weights.shape)
    }
    return weights
  }

  /// Section 11.2: parameters without a chunk of their own stand one after the other.
  private func uncoded(_ parameters: [OriginParameter]) throws -> [String: Weights] {
    let others = parameters.enumerated().filter { places[$0.offset] == nil }.map(\.element)
    guard !others.isEmpty else { return [:] }
    let type = ContainerFormat.ChunkType.otherParameters
    guard let frame = frames.first(where: { $0.type == type }) else {
      throw ContainerError(.missingChunk(type: type), at: .init(offset: source.count))
    }
    let chunk = try Self.chunk(source, frame)
    var reader = ByteReader(chunk.content, chunk: chunk.type)
    var weights: [String: Weights] = [:]
    for parameter in others {
      let values = parameter.values(try reader.take(parameter.byteCount))
      weights[parameter.name] = .dense(Tensor(shape: parameter.shape, values: values))
    }
    return weights
  }

  /// Checks all sums and decodes every layer, one at a time on each thread. Gives the weights of
  /// all. `monitor` is told of the bytes.
  public func verify(monitor: WorkMonitor<WorkDone> = .none) throws -> Int {
    let digest = RunningDigest()
    digest.add(try source.bytes(0..<(frames.first?.offset ?? 0)))
    var weights = 0
    for batch in frames.batches(of: Self.largestBatch, size: \.length) {
      let results = try Parallel.tryMap(batch.count) { try self.checked(batch[$0]) }
      for (frame, (bytes, count)) in zip(batch, results) {
        weights += count
        guard frame.type == ContainerFormat.ChunkType.end else {
          digest.add(bytes)
          continue
        }
        guard bytes[8..<bytes.count - 4].elementsEqual(digest.value) else {
          throw ContainerError(
            .digestMismatch, at: .init(offset: frame.offset, chunk: frame.type))
        }
      }
      try monitor.tell(
        WorkDone(batch[batch.count - 1].whole.upperBound, of: source.count))
    }
    return weights
  }

  /// Bytes of chunks that are in memory together.
  private static let largestBatch = 1 << 24

  private func checked(_ frame: Frame) throws -> (bytes: [UInt8], weights: Int) {
    let bytes = try source.bytes(frame.whole)
    let chunk = try Self.chunk(bytes, frame)
    let isLayer = Self.layerTypes.contains(frame.type)
    return (bytes, isLayer ? try layer(chunk, frame).weightCount : 0)
  }
}
