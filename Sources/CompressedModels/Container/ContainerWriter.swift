import EntropyCoding
import ModelExchange
import Networks
import Tensors

/// A file and what its bytes are for.
struct CountedFile {
  let bytes: [UInt8]
  let parts: PartSizes
  /// What the chunk of each layer is for, frame included.
  let layers: [PartSizes]
}

/// Writes FORMAT.md: signature, version, chunks, digest.
struct ContainerWriter {
  private var file = ByteWriter()
  private var layerParts: [PartSizes] = []

  /// The file of a model. Throws `chunkTooLarge`, `tooManyWeights`.
  static func write(
    _ graph: StoredGraph, state: StoredState, layers: [PackedLayer], metadata: Metadata
  ) throws(ContainerFault) -> CountedFile {
    var writer = ContainerWriter()
    writer.file.reserve(layers.reduce(4096) { $0 + $1.content.byteCount })
    switch graph {
    case .layers(let description):
      writer.begin(graph.version)
      try writer.write(description, state: state, before: layers)
      try writer.chunk(ContainerFormat.ChunkType.metadata) { $0.write(metadata) }
      try writer.write(layers, as: ContainerFormat.ChunkType.layer)
    case .file(let origin, let parameters):
      try writer.begin(origin, state: state, metadata: metadata)
      try writer.write(layers, of: parameters)
    }
    try writer.end(Checksums.sha256(writer.file.bytes[...]))
    // What would not be read again is not written.
    let limit = ContainerLimits().weights(inFileOf: writer.file.bytes.count)
    guard layers.reduce(0, { $0 + $1.weightCount }) <= limit else {
      throw .tooManyWeights(limit: limit)
    }
    return CountedFile(
      bytes: writer.file.bytes, parts: writer.file.tally, layers: writer.layerParts)
  }

  private mutating func begin(_ version: UInt16) {
    file.write(ContainerFormat.signature)
    file.write(fixed: version)
  }

  /// Section 11.1, and what is said of the file's origin.
  mutating func begin(_ origin: NetworkOrigin, state: StoredState, metadata: Metadata)
    throws(ContainerFault)
  {
    begin(StoredGraph.fileVersion)
    try chunk(ContainerFormat.ChunkType.originalFile) { $0.write(origin, state: state) }
    try chunk(ContainerFormat.ChunkType.metadata) { $0.write(metadata) }
  }

  mutating func end(_ digest: [UInt8]) throws(ContainerFault) {
    try chunk(ContainerFormat.ChunkType.end) { $0.write(digest) }
  }

  /// Section 11.2: a parameter with a chunk of its own.
  @discardableResult
  mutating func write(parameter layer: PackedLayer) throws(ContainerFault) -> PartSizes {
    try chunk(ContainerFormat.ChunkType.parameter) { $0.write(layer) }
  }

  /// All parameters without one, as their files have them.
  mutating func write(others bytes: [UInt8]) throws(ContainerFault) {
    try chunk(ContainerFormat.ChunkType.otherParameters) { file in
      file.write(as: .values) { $0.write(bytes) }
    }
  }

  /// What was written since the last time; it is forgotten here.
  mutating func takeBytes() -> [UInt8] {
    defer { file = ByteWriter() }
    return file.bytes
  }

  /// Deflated where that saves a packed file a hundredth of what its weights take; plain otherwise,
  /// which is simpler to read.
  private mutating func write(
    _ description: NetworkDescription, state: StoredState, before layers: [PackedLayer]
  ) throws(ContainerFault) {
    var plain = ByteWriter()
    plain.write(description, state: state)
    let content = plain.bytes
    if let deflated = Self.deflated(content, state, before: layers) {
      try chunk(ContainerFormat.ChunkType.deflatedNetwork) { file in
        file.part = .metadata
        file.write(variable: content.count)
        file.write(deflated)
      }
    } else {
      try chunk(ContainerFormat.ChunkType.network) { file in
        file.part = .metadata
        file.write(content)
      }
    }
  }

  private static let fewestDeflatedBytes = 128

  /// nil where that is not worth it.
  private static func deflated(
    _ content: [UInt8], _ state: StoredState, before layers: [PackedLayer]
  ) -> [UInt8]? {
    guard state == .packed, content.count >= fewestDeflatedBytes else { return nil }
    let deflated = Deflation.deflated(content, after: DescriptionDictionary.bytes)
    let weightBytes = layers.reduce(0) { $0 + $1.content.byteCount }
    return 100 * (content.count - deflated.count) >= weightBytes ? deflated : nil
  }

  private mutating func write(_ layers: [PackedLayer], as type: String) throws(ContainerFault) {
    for layer in layers { layerParts.append(try chunk(type) { $0.write(layer) }) }
  }

  /// Section 11.2: coded parameters each in a chunk, all others together.
  private mutating func write(_ layers: [PackedLayer], of parameters: [OriginParameter])
    throws(ContainerFault)
  {
    var others: [(PackedLayer, OriginParameter)] = []
    for (layer, parameter) in zip(layers, parameters) {
      guard parameter.role == .scales else {
        layerParts.append(try write(parameter: layer))
        continue
      }
      others.append((layer, parameter))
      var parts = PartSizes()
      parts[.values] = parameter.byteCount
      layerParts.append(parts)
    }
    guard !others.isEmpty else { return }
    try write(
      others: others.flatMap { layer, parameter in
        (layer.content as? DenseWeights).map { parameter.bytes($0.tensor.values) } ?? []
      })
  }

  /// One chunk with its frame. Gives back what its bytes are for.
  @discardableResult
  private mutating func chunk(
    _ type: String, _ body: (inout ByteWriter) -> Void
  ) throws(ContainerFault) -> PartSizes {
    let (start, before) = (file.bytes.count, file.tally)
    file.write(Array(type.utf8))
    let lengthPlace = file.bytes.count
    file.write(fixed: UInt32(0))
    let contentStart = file.bytes.count
    file.part = .framing
    body(&file)
    file.part = .framing
    let count = file.bytes.count - contentStart
    guard let length = UInt32(exactly: count) else { throw .chunkTooLarge(bytes: count) }
    file.replace(fixed: length, at: lengthPlace)
    file.write(fixed: Checksums.crc32(file.bytes[start...]))
    return file.tally - before
  }
}

// MARK: Sections 4 and 5: the network and its origin

extension ByteWriter {
  /// Section 11.1
  mutating func write(_ origin: NetworkOrigin, state: StoredState) {
    part = .metadata
    write(state.rawValue)
    write(variable: origin.skeleton.count)
    write(Deflation.deflated(origin.skeleton))
  }

  mutating func write(_ description: NetworkDescription, state: StoredState) {
    part = .metadata
    write(state.rawValue)
    write(shape: description.inputShape)
    write(variable: description.nodes.count)
    for node in description.nodes { write(node) }
  }

  /// Section 4.1
  mutating func write(_ node: NetworkDescription.Node) {
    write(node.name)
    write(node.operation)
    write(variable: node.inputs.count)
    for input in node.inputs { write(variable: input + 1) }
    write(variable: node.attributes.count)
    for (name, attribute) in node.attributes.sorted(by: { $0.key.precedesInFile($1.key) }) {
      write(name)
      write(attribute)
    }
  }

  private mutating func write(_ attribute: Attribute) {
    switch attribute {
    case .integers(let values):
      write(ContainerFormat.AttributeKind.integers)
      write(variable: values.count)
      for value in values { write(signed: value) }
    case .number(let value):
      write(ContainerFormat.AttributeKind.number)
      write(fixed: value.bitPattern)
    case .text(let text):
      write(ContainerFormat.AttributeKind.text)
      write(text)
    }
  }

  mutating func write(_ metadata: Metadata) {
    part = .metadata
    write(metadata.tool)
    write(UInt8(metadata.seed == nil ? 0 : 1))
    if let seed = metadata.seed { write(fixed: seed) }
    write(variable: metadata.texts.count)
    for (name, text) in metadata.texts.sorted(by: { $0.key.precedesInFile($1.key) }) {
      write(name)
      write(text)
    }
  }

  mutating func write(shape: [Int]) {
    write(variable: shape.count)
    for extent in shape { write(variable: extent) }
  }
}

// MARK: Sections 6 and 7: layers and symbols

extension ByteWriter {
  mutating func write(_ layer: PackedLayer) {
    write(variable: layer.nodeIndex)
    write(type(of: layer.content).number)
    write(shape: layer.shape)
    write(as: .biases) { $0.write(layer.bias) }
    layer.content.write(to: &self)
  }

  private mutating func write(_ bias: Bias?) {
    switch bias {
    case nil: write(ContainerFormat.BiasKind.none)
    case .float32(let values):
      write(ContainerFormat.BiasKind.float32)
      write(variable: values.count)
      write(values)
    case .float16(let values):
      write(ContainerFormat.BiasKind.float16)
      write(variable: values.count)
      for value in values { write(fixed: value.bitPattern) }
    case .integers(8, let scale, let multiples):
      write(ContainerFormat.BiasKind.integer8)
      write(variable: multiples.count)
      write(scale)
      write(multiples.map { UInt8(bitPattern: $0) })
    case .integers(let bits, let scale, let multiples):
      write(ContainerFormat.BiasKind.narrowIntegers)
      write(variable: multiples.count)
      write(scale)
      write(UInt8(bits))
      var numbers = BitWriter()
      for multiple in multiples {
        numbers.write(UInt32(Int(multiple) + 1 << (bits - 1)), bits: bits)
      }
      write(numbers.bytes())
    }
  }

  mutating func write(_ index: PackedIndex) {
    write(index.scanOrder.rawValue)
    write(index.convention.rawValue)
    write(UInt8(index.indexBits))
    write(variable: index.survivorCount)
    write(variable: index.gaps.count)
    write(index.gaps, as: .gaps)
  }

  mutating func write(_ packed: PackedCodebook) {
    write(as: .codebooks) { writer in
      writer.write(UInt8(packed.bits))
      let centroids = packed.codebook.centroids
      let precision = UInt8(packed.codebook.precision.float.rawValue)
      if packed.form == .grid, let grid = CentroidGrid(centroids) {
        writer.write(ContainerFormat.gridPrecision)
        writer.write(variable: grid.count)
        writer.write(grid.step)
        return writer.write(signed: grid.first)
      }
      if packed.form == .multiples, let multiples = CentroidMultiples(centroids) {
        if case .multiples(let bits) = packed.codebook.precision {
          writer.write(UInt8(bits))
        } else {
          writer.write(ContainerFormat.multiplesPrecision)
        }
        writer.write(variable: centroids.count)
        writer.write(multiples.step)
        return writer.write(multiples.bytes)
      }
      writer.write(packed.form == .steps ? ContainerFormat.steppedPrecision : precision)
      writer.write(variable: centroids.count)
      if packed.form == .steps { return writer.write(CentroidSteps.bytes(of: centroids)) }
      for centroid in centroids {
        switch packed.codebook.precision.float {
        case .float32: writer.write(centroid)
        case .float16: writer.write(fixed: Float16(centroid).bitPattern)
        }
      }
    }
  }

  mutating func write(_ symbols: CodedSymbols, as part: SizePart) {
    write(as: .tables) { writer in
      switch symbols.code {
      case .fixedLength(let bits):
        writer.write(ContainerFormat.SymbolCoding.fixedLength)
        writer.write(UInt8(bits))
      case .huffman(let code):
        writer.write(ContainerFormat.SymbolCoding.huffman)
        var table = BitWriter()
        code.writeTable(to: &table)
        writer.write(table.bytes())
      }
      for stream in symbols.streams { writer.write(variable: stream.count) }
    }
    write(as: part) { writer in
      for stream in symbols.streams { writer.write(stream) }
    }
  }
}

extension CodedSymbols {
  var byteCount: Int { streams.reduce(0) { $0 + $1.count } }
}
