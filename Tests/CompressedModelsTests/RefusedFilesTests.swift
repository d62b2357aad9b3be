import CompressedModels
import EntropyCoding
import Networks
import Testing

/// Files that break one rule each, and the fault that must be found.
struct RefusedFile: Sendable, CustomTestStringConvertible {
  let name: String
  let fault: ContainerFault
  let bytes: [UInt8]

  var path: String { "refused/\(name).dcz" }
  var testDescription: String { name }

  init(_ name: String, _ fault: ContainerFault, _ bytes: [UInt8]) {
    (self.name, self.fault, self.bytes) = (name, fault, bytes)
  }

  /// A file of NETW with this content and a right layer.
  init(_ name: String, _ fault: ContainerFault, network: [UInt8]) {
    self.init(
      name, fault, RawContainer(chunks: [.init("NETW", network), RawContainer.layer]).bytes)
  }

  /// A file of a right NETW and this LAYR.
  init(_ name: String, _ fault: ContainerFault, layer: RawContainer.Chunk) {
    self.init(name, fault, RawContainer(chunks: [RawContainer.network, layer]).bytes)
  }

  static let sound = RawContainer(chunks: [RawContainer.network, RawContainer.layer])

  static let all = frames + networks + graphs + layers + codings + channels + arithmetic

  /// A file of one normalization "n" of two channels with this LAYR.
  private static var channels: [RefusedFile] {
    let network = RawContainer.Chunk(
      "NETW", [0, 1, 2, 1] + RawContainer.text("n") + RawContainer.text("batchnorm") + [1, 0, 0])
    func file(_ name: String, _ fault: ContainerFault, _ layer: [UInt8]) -> RefusedFile {
      .init(name, fault, RawContainer(chunks: [network, .init("LAYR", layer)]).bytes)
    }
    let zeros = [UInt8](repeating: 0, count: 32)
    let index: [UInt8] = [0, 1, 4, 1, 1, 0, 4, 1, 0]
    return [
      .init("channels-missing", .weightsMissing, RawContainer(chunks: [network]).bytes),
      file(
        "wrong-channel-count",
        .network(.wrongParameterShape(layer: "n", expected: [4, 2], found: [4, 1])),
        [0, 0, 2, 4, 1, 0] + zeros.prefix(16)),
      file(
        "biases-of-channels", .wrongCount(field: "biases", expected: 0, found: 4),
        [0, 0, 2, 4, 2, 1, 4] + zeros.prefix(16) + zeros),
      file("coded-channels", .codedChannels, [0, 1, 2, 4, 2, 0] + index + zeros.prefix(4)),
      file(
        "channels-not-finite", .unusableChannels,
        [0, 0, 2, 4, 2, 0, 0, 0, 0xC0, 0x7F] + zeros.prefix(28)),
      file(
        "negative-variance", .unusableChannels,
        [0, 0, 2, 4, 2, 0] + zeros.prefix(28) + [0, 0, 0x80, 0xBF]),
    ]
  }

  private static var frames: [RefusedFile] {
    var asText = sound
    asText.signature = [0x89, 0x44, 0x43, 0x5A, 0x0A, 0x1A, 0x0A]
    var newer = sound
    newer.version = 3
    var flipped = sound.bytes
    flipped[20] ^= 1
    let body = sound.unfinished
    let (network, layer) = (RawContainer.network, RawContainer.layer)
    let deflated = RawContainer.deflatedNetwork
    let metadata = RawContainer.Chunk("meta", [0, 0, 0])
    return [
      .init("not-a-container", .notAContainer, Array("PK\u{3}\u{4} no".utf8)),
      .init("damaged-as-text", .damagedAsText, asText.bytes),
      .init("unsupported-version", .unsupportedVersion(found: 3, supported: 2), newer.bytes),
      .init("checksum-mismatch", .checksumMismatch(stored: 0x2F08_D06F, computed: 0), flipped),
      .init(
        "digest-mismatch", .digestMismatch,
        body + RawContainer.Chunk("DONE", .init(repeating: 1, count: 32)).framed),
      .init(
        "original-size", .badOriginalSize("many"),
        RawContainer(
          chunks: [
            network,
            .init("meta", [0, 0, 1] + RawContainer.text("dense") + RawContainer.text("many")),
            layer,
          ]
        ).bytes),
      .init(
        "texts-unsorted", .unsortedName("a"),
        RawContainer(
          chunks: [
            network,
            .init("meta", [0, 0, 2] + ["b", "", "a", ""].flatMap(RawContainer.text)), layer,
          ]
        ).bytes),
      .init("truncated", .truncated(needed: 28, available: 20), Array(sound.bytes.prefix(38))),
      .init("bytes-after-end", .bytesAfterEnd(count: 1), sound.bytes + [0]),
      .init("missing-end", .missingChunk(type: "DONE"), body),
      .init("missing-network", .missingChunk(type: "NETW"), RawContainer(chunks: []).bytes),
      .init(
        "duplicate-chunk", .duplicateChunk(type: "NETW"),
        RawContainer(chunks: [network, network, layer]).bytes),
      .init(
        "network-twice", .duplicateChunk(type: "NETD"),
        RawContainer(chunks: [network, deflated, layer]).bytes),
      .init(
        "deflated-too-long", .damagedDeflation,
        RawContainer(chunks: [.init("NETD", [24] + deflated.content.dropFirst()), layer]).bytes),
      .init(
        "deflated-with-rest", .damagedDeflation,
        RawContainer(chunks: [.init("NETD", deflated.content + [0]), layer]).bytes),
      .init(
        "layer-before-network", .misplacedChunk(type: "LAYR"),
        RawContainer(chunks: [layer, network]).bytes),
      .init(
        "layer-twice", .misplacedChunk(type: "LAYR"),
        RawContainer(chunks: [network, layer, layer]).bytes),
      .init(
        "late-metadata", .misplacedChunk(type: "meta"),
        RawContainer(chunks: [network, layer, metadata]).bytes),
      .init(
        "unknown-chunk", .unknownChunk(type: "ZSTD"),
        RawContainer(chunks: [.init("ZSTD", []), network, layer]).bytes),
      .init(
        "malformed-chunk-type", .malformedChunkType(bytes: [0x41, 0x42, 0x31, 0x43]),
        RawContainer(chunks: [.init("AB1C", []), network, layer]).bytes),
      .init(
        "unread-bytes", .unreadBytes(count: 1),
        RawContainer(chunks: [network, .init("LAYR", layer.content + [0])]).bytes),
    ]
  }

  private static var networks: [RefusedFile] {
    let text = RawContainer.text
    let node = text("fc1") + text("dense") + [1, 0, 1] + text("outputs") + [0, 1, 4]
    let relu = text("r") + text("relu")
    let number: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F]  // kind 1, 0.5
    return [
      .init(
        "unknown-state", .unknownValue(field: "state", value: 9), network: [9, 1, 2, 1] + node),
      .init("overlong-number", .overlongNumber, network: [0, 1, 0x82, 0x00, 1] + node),
      .init(
        "number-too-large", .numberTooLarge(1 << 31, limit: (1 << 31) - 1),
        network: [0, 1, 0x80, 0x80, 0x80, 0x80, 0x08, 1] + node),
      .init("empty-shape", .emptyShape([0]), network: [0, 1, 0, 1] + node),
      .init("empty-network", .emptyNetwork, network: [0, 1, 2, 0]),
      .init(
        "absurd-layer-count", .wrongCount(field: "layers", expected: 6, found: 127),
        network: [0, 1, 2, 127] + node),
      .init(
        "malformed-text", .malformedText,
        network: [0, 1, 2, 1, 2, 0xC3, 0x28] + text("dense") + [1, 0, 0]),
      .init("duplicate-name", .duplicateName("fc1"), network: [0, 1, 2, 2] + node + node),
      .init(
        "input-not-before", .inputNotBefore(node: "r"),
        network: [0, 1, 2, 2] + node + relu + [1, 2, 0]),
      .init(
        "attribute-not-finite", .notFinite(field: "attribute"),
        network: [0, 1, 2, 1] + text("d") + text("dropout") + [1, 0, 1] + text("rate") + [
          1, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F,
        ]),
      .init(
        "unknown-attribute-kind", .unknownValue(field: "kind of attribute", value: 3),
        network: [0, 1, 2, 1] + text("d") + text("dropout") + [1, 0, 1] + text("rate") + [3, 0]),
      .init(
        "attributes-unsorted", .unsortedName("offset"),
        network: [0, 1, 2, 1] + text("h") + text("hard_sigmoid") + [1, 0, 2]
          + text("slope") + number + text("offset") + number),
      .init(
        "attribute-twice", .duplicateName("slope"),
        network: [0, 1, 2, 1] + text("l") + text("leaky_relu") + [1, 0, 2]
          + text("slope") + number + text("slope") + number),
      .init(
        "unknown-attribute",
        .network(
          .badAttribute(
            operation: "relu", name: "slope", reason: "is none of its attributes")),
        network: [0, 1, 2, 1] + text("r") + text("relu") + [1, 0, 1] + text("slope") + number),
      .init(
        "no-outputs", .network(.missingAttribute(operation: "dense", name: "outputs")),
        network: [0, 1, 2, 1] + text("fc1") + text("dense") + [1, 0, 0]),
      .init(
        "two-inputs-of-one",
        .network(.wrongInputCount(operation: "relu", expected: 1, found: 2)),
        network: [0, 1, 2, 1] + text("r") + text("relu") + [2, 0, 0, 0]),
      .init(
        "unknown-operation", .network(.unknownOperation("foo")),
        network: [0, 1, 2, 1] + text("fc1") + text("foo") + [1, 0, 0]),
      .init(
        "weights-of-plain-layer", .weightsOfPlainLayer(operation: "relu"),
        network: [0, 1, 2, 1] + relu + [1, 0, 0]),
      .init(
        "wrong-input-size",
        .network(.wrongParameterShape(layer: "fc1", expected: [2, 8], found: [2, 2])),
        network: [0, 1, 8, 1] + node),
      .init("weights-missing", .weightsMissing, RawContainer(chunks: [RawContainer.network]).bytes),
    ]
  }

  /// Layers that read several others.
  private static var graphs: [RefusedFile] {
    let text = RawContainer.text
    let doubling: [UInt8] = (0..<30).flatMap { index -> [UInt8] in
      text("c\(index)") + text("concat") + [2, UInt8(index), UInt8(index), 0]
    }
    let doubled: [UInt8] = text("c") + text("concat") + [2, 0, 0, 0]
    let sum: [UInt8] = text("a") + text("add") + [2, 0, 1, 0]
    let pool: [UInt8] = text("p") + text("maxpool") + [1, 0, 2] + text("kernel") + [0, 1, 4]
    let three: [UInt8] = text("padding") + [0, 3, 0, 0, 0]
    let reason = "must be one, two or four whole numbers between 0 and 4095"
    return [
      .init(
        "concat-of-everything",
        .network(
          .wrongInputShape(
            operation: "concat", expected: "at most 2^28 values in all", found: [1 << 29])),
        network: [0, 1, 2, 30] + doubling),
      .init(
        "add-of-two-shapes",
        .network(
          .wrongInputShape(
            operation: "add",
            expected: """
              inputs of one shape, here [2]
              """, found: [4])),
        network: [0, 1, 2, 2] + doubled + sum),
      .init(
        "padding-of-three-sides",
        .network(.badAttribute(operation: "maxpool", name: "padding", reason: reason)),
        network: [0, 3, 1, 4, 4, 1] + pool + three),
    ]
  }

  private static var layers: [RefusedFile] {
    func layer(_ content: [UInt8]) -> RawContainer.Chunk { .init("LAYR", content) }
    let zeros = [UInt8](repeating: 0, count: 24)
    return [
      .init(
        "unknown-layer", .numberTooLarge(1, limit: 0), layer: layer([1, 0, 2, 2, 2, 1, 2] + zeros)),
      .init(
        "unknown-coding", .unknownCoding(number: 4), layer: layer([0, 4, 2, 2, 2, 1, 2] + zeros)),
      .init(
        "too-many-weights", .tooManyWeights(limit: (1 << 22) + 115 << 12),
        layer: layer([0, 0, 2, 0x80, 0x80, 0x40, 0x81, 0x02, 0])),
      .init(
        "weights-truncated", .truncated(needed: 16, available: 12),
        layer: layer([0, 0, 2, 2, 2, 1, 2] + zeros.dropLast(4))),
      .init(
        "wrong-weight-shape",
        .network(.wrongParameterShape(layer: "fc1", expected: [2, 2], found: [1, 4])),
        layer: layer([0, 0, 2, 1, 4, 1, 1] + zeros.dropLast(4))),
      .init(
        "wrong-bias-count", .wrongCount(field: "biases", expected: 2, found: 1),
        layer: layer([0, 0, 2, 2, 2, 1, 1] + zeros)),
      .init(
        "unknown-bias-kind", .unknownValue(field: "kind of bias", value: 5),
        layer: layer([0, 0, 2, 2, 2, 5, 2] + zeros)),
      .init(
        "bias-width", .unknownValue(field: "width of biases", value: 8),
        layer: layer([0, 0, 2, 2, 2, 4, 2, 0, 0, 0, 0, 8] + zeros)),
      .init(
        "bias-padding", .coding(.streamTooLong(usedBits: 4, bytes: 1)),
        layer: layer([0, 0, 2, 2, 2, 4, 2, 0, 0, 0, 0, 2, 0x10] + zeros.prefix(16))),
      .init(
        "missing-bias", .wrongCount(field: "biases", expected: 2, found: 0),
        layer: layer([0, 0, 2, 2, 2, 0] + zeros.prefix(16))),
    ]
  }

  private static var codings: [RefusedFile] {
    typealias Raw = RawContainer
    return [
      .init(
        "unknown-scan-order", .unknownValue(field: "scan order", value: 2),
        layer: Raw.indexedLayer(index: [2, 1, 3, 1, 1])),
      .init(
        "unknown-gap-convention", .unknownValue(field: "gap convention", value: 2),
        layer: Raw.indexedLayer(index: [0, 2, 3, 1, 1])),
      .init(
        "float-weights-with-fillers",
        .unknownValue(field: "gap convention of float weights", value: 0),
        layer: Raw.indexedLayer(coding: 1, index: [0, 0, 3, 1, 1])),
      .init(
        "index-too-wide", .unknownValue(field: "index width", value: 13),
        layer: Raw.indexedLayer(index: [0, 1, 13, 1, 1])),
      .init(
        "more-survivors-than-gaps", .wrongCount(field: "survivors", expected: 1, found: 2),
        layer: Raw.indexedLayer(index: [0, 1, 3, 2, 1])),
      .init(
        "more-gaps-than-weights", .numberTooLarge(5, limit: 4),
        layer: Raw.indexedLayer(index: [0, 1, 3, 1, 5])),
      .init(
        "position-out-of-range", .index(.positionOutOfRange(position: 4, count: 4)),
        layer: Raw.indexedLayer(gaps: [0, 3, 1, 4])),
      .init(
        "ends-with-skip", .index(.endsWithSkip),
        layer: Raw.indexedLayer(index: [0, 1, 2, 1, 1], gaps: [0, 2, 1, 3])),
      .init(
        "wrong-survivor-count", .index(.wrongSurvivorCount(expected: 1, found: 2)),
        layer: Raw.indexedLayer(index: [0, 1, 3, 1, 2], gaps: [0, 3, 1, 0])),
      .init(
        "gap-too-wide", .index(.gapTooWide(gap: 8, indexBits: 3)),
        layer: Raw.indexedLayer(gaps: [0, 4, 1, 8])),
      .init(
        "codeword-too-long", .coding(.codewordTooLong(bits: 17)),
        layer: Raw.indexedLayer(gaps: [0, 17, 3, 0, 0, 0])),
      .init(
        "unknown-symbol-coding", .unknownCoding(number: 2),
        layer: Raw.indexedLayer(gaps: [2, 3, 1, 2])),
      .init(
        "stream-too-long", .coding(.streamTooLong(usedBits: 3, bytes: 2)),
        layer: Raw.indexedLayer(gaps: [0, 3, 2, 2, 0])),
      .init(
        "stream-too-short", .coding(.streamTooShort(bytes: 0)),
        layer: Raw.indexedLayer(gaps: [0, 3, 0])),
      .init(
        "stream-padding", .coding(.streamTooLong(usedBits: 3, bytes: 1)),
        layer: Raw.indexedLayer(gaps: [0, 3, 1, 0x82])),
      // gamma(1), gamma(2), lengths 6 and 6: 1 | 010 | 0 | 0
      .init(
        "kraft-sum-incomplete", .coding(.kraftSumIncomplete),
        layer: Raw.indexedLayer(gaps: [1, 0b00_0101, 1, 0])),
      // gamma(1), gamma(3), length 1 (110 1000), 0, 0: 1 | 011 | 110 1000 | 0 | 0
      .init(
        "kraft-sum-exceeded", .coding(.kraftSumExceeded),
        layer: Raw.indexedLayer(gaps: [1, 0b1011_1101, 0, 1, 0])),
      .init(
        "code-width-zero", .unknownValue(field: "code width", value: 0),
        layer: Raw.indexedLayer(codebook: [0, 16, 1, 0, 0])),
      .init(
        "unknown-precision", .unknownValue(field: "precision", value: 9),
        layer: Raw.indexedLayer(codebook: [1, 9, 1, 0, 0])),
      // Five bits of order, then steps: 1 is too low; order 31 and gamma(3) = 011 leave the floats
      // at once.
      .init(
        "order-of-steps", .unknownValue(field: "order of steps", value: 1),
        layer: Raw.indexedLayer(codebook: [1, 33, 1, 0b0000_0001])),
      .init(
        "centroid-out-of-range", .centroidOutOfRange,
        layer: Raw.indexedLayer(codebook: [1, 33, 1, 0b1101_1111, 0, 0, 0, 0])),
      .init(
        "steps-too-short", .coding(.streamTooShort(bytes: 4)),
        layer: Raw.indexedLayer(codebook: [1, 33, 2, 0b0000_0010], codes: [0, 0, 0])),
      // Steps of 1 from zero on, of 0 from 1 on, of 2^127 from 2 on.
      .init(
        "grid-from-zero", .badGrid(step: 1, first: 0),
        layer: Raw.indexedLayer(codebook: [1, 34, 1, 0, 0, 0x80, 0x3f, 0])),
      .init(
        "grid-without-step", .badGrid(step: 0, first: 1),
        layer: Raw.indexedLayer(codebook: [1, 34, 1, 0, 0, 0, 0, 2])),
      .init(
        "grid-too-wide", .centroidOutOfRange,
        layer: Raw.indexedLayer(codebook: [1, 34, 1, 0, 0, 0, 0x7f, 4])),
      // A step and five bits of order. 17 is too high; order 16, gamma(2) = 010 and 2 are 32769;
      // order 0 and gamma(5) = 00101 are 2, times 2^127.
      .init(
        "order-of-multiples", .unknownValue(field: "order of multiples", value: 17),
        layer: Raw.indexedLayer(codebook: [1, 35, 1, 0, 0, 0x80, 0x3f, 0b0001_0001])),
      .init(
        "multiples-without-step", .badGrid(step: 0, first: 0),
        layer: Raw.indexedLayer(codebook: [1, 35, 1, 0, 0, 0, 0, 0])),
      .init(
        "multiple-too-large", .centroidOutOfRange,
        layer: Raw.indexedLayer(codebook: [1, 35, 1, 0, 0, 0x80, 0x3f, 0b0101_0000, 2, 0])),
      .init(
        "multiples-too-wide", .centroidOutOfRange,
        layer: Raw.indexedLayer(codebook: [1, 35, 1, 0, 0, 0, 0x7f, 0b1000_0000, 0b01])),
      // 1 and 5, of three bits: 5 would be three steps, and 1 three fifths of one.
      .init(
        "other-multiples", .notMultiples(bits: 3),
        layer: Raw.indexedLayer(
          codebook: [1, 3, 2, 0, 0, 0x80, 0x3f, 0b1100_0000, 0b0000_0100])),
      .init(
        "too-many-centroids", .tooManyCentroids(count: 3, bits: 1),
        layer: Raw.indexedLayer(codebook: [1, 16, 3, 0, 0])),
      .init(
        "code-without-centroid", .coding(.symbolOutOfRange(symbol: 3, alphabetSize: 2)),
        layer: Raw.indexedLayer(codes: [0, 2, 1, 3])),
      // One survivor at 0 would do; behind it a filler, and a filler that bridges one place.
      .init(
        "filler-at-the-end", .index(.needlessFiller(position: 3)),
        layer: Raw.indexedLayer(
          index: [0, 0, 1, 1, 2], gaps: [0, 1, 1, 0b11], codes: [0, 1, 1, 0b10])),
      .init(
        "filler-of-a-short-way", .index(.needlessFiller(position: 0)),
        layer: Raw.indexedLayer(
          index: [0, 0, 1, 1, 2], gaps: [0, 1, 1, 0b00], codes: [0, 1, 1, 0b01])),
      .init(
        "filler-among-skips", .index(.wrongSurvivorCount(expected: 1, found: 0)),
        layer: Raw.indexedLayer(codes: [0, 1, 1, 1])),
    ]
  }
}

struct RefusedFilesTests {
  private func fault(of bytes: [UInt8]) -> ContainerError? {
    do {
      _ = try ContainerReader.read(bytes)
      return nil
    } catch { return error }
  }

  @Test("The files these are made from are sound")
  func templatesAreSound() {
    #expect(fault(of: RefusedFile.sound.bytes) == nil)
    let indexed = RawContainer(chunks: [RawContainer.network, RawContainer.indexedLayer()])
    #expect(fault(of: indexed.bytes) == nil)
  }

  @Test(
    "A file that breaks a rule is refused by the rule's name, with a place",
    arguments: RefusedFile.all)
  func rulesAreEnforced(file: RefusedFile) throws {
    try GoldenFolder.expect(file.bytes, equal: file.path)
    let error = try #require(fault(of: try GoldenFolder.bytes(file.path)))
    if case .checksumMismatch = file.fault, case .checksumMismatch = error.fault { return }
    #expect(error.fault == file.fault)
    #expect(!error.description.isEmpty)
  }

  @Test("The folder holds these files and no others")
  func folderIsComplete() throws {
    #expect(
      try GoldenFolder.names(in: "refused") == RefusedFile.all.map { $0.name + ".dcz" }.sorted())
  }

  @Test("Every way to look at a file refuses it", arguments: RefusedFile.all)
  func everyReaderRefuses(file: RefusedFile) {
    #expect(throws: ContainerError.self) { try ContainerReader.readPacked(file.bytes) }
    let inspection = ContainerInspection(file.bytes)
    #expect(!inspection.isSound && inspection.model == nil)
    // The same network meant to be used in coded form.
    var packed = RawContainer(file.bytes)
    guard let place = packed.chunks.firstIndex(where: { $0.type == Array("NETW".utf8) }),
      packed.chunks[place].content.first == 0, !packed.chunks.isEmpty,
      RawContainer(chunks: packed.chunks).bytes == file.bytes
    else { return }
    packed.chunks[place].content[0] = 3
    #expect(throws: ContainerError.self) { try ContainerReader.read(packed.bytes) }
  }

  @Test("What a file may ask for grows with the file")
  func weightsAreBoundedByTheFile() {
    let limits = ContainerLimits()
    #expect(limits.weights(inFileOf: 0) == 1 << 22)
    #expect(limits.weights(inFileOf: 1000) == (1 << 22) + 1000 << 12)
    #expect(limits.weights(inFileOf: 1 << 20) == 1 << 28)
    #expect(limits.weights(inFileOf: 1 << 22) == 1 << 28)
    #expect(limits.weights(inFileOf: 1 << 28) == 1 << 34, "four bits a weight are 2^29")
    #expect(limits.weights(inFileOf: .max) == 1 << 36)
  }

  /// 2^24 weights of one centroid, whose codeword has no bits: few bytes that would take hundreds
  /// of megabytes, and in a larger network gigabytes.
  @Test func weightsOfNoBitsAreRefused() {
    let text = RawContainer.text
    let large: [UInt8] = [0x80, 0x20]  // 4096
    let network: [UInt8] =
      [2, 1] + large + [1] + text("a") + text("dense") + [1, 0, 2] + text("bias") + [0, 1, 0]
      + text("outputs") + [0, 1, 0x80, 0x40]
    let layer: [UInt8] =
      [0, 3, 2] + large + large + [0, 0, 1, 32, 1, 0, 0, 0x80, 0x3F, 1, 3, 0, 0, 0, 0]
    let file = RawContainer(chunks: [.init("NETW", network), .init("LAYR", layer)])
    #expect(
      fault(of: file.bytes)?.fault
        == .tooManyWeights(limit: (1 << 22) + file.bytes.count << 12))
  }

  @Test("Unknown chunks that may be skipped are skipped")
  func skippableChunksAreSkipped() throws {
    var file = RawContainer(try GoldenFolder.bytes(AcceptedFile.packedSkips.path))
    for place in 0...file.chunks.count { file.chunks.insert(.init("note", [1, 2, 3]), at: place) }
    guard case .packed(let model) = try ContainerReader.read(file.bytes) else {
      Issue.record("not packed")
      return
    }
    #expect(model == (try AcceptedFile.packedSkips.model()))
  }

  @Test("The inspection of a damaged file lists the intact chunks and the fault")
  func inspectionNamesTheDamage() throws {
    var bytes = try GoldenFolder.bytes(AcceptedFile.packedSkips.path)
    let layer = try #require(ContainerInspection(bytes).chunks.first { $0.type == "LAYR" })
    bytes[layer.offset + 12] ^= 0x10
    let inspection = ContainerInspection(bytes)
    #expect(!inspection.isSound && inspection.digestMatches == false)
    #expect(inspection.chunks.filter { !$0.checksumMatches }.map(\.offset) == [layer.offset])
    #expect(
      inspection.error?.place.offset == layer.offset && inspection.error?.place.chunk == "LAYR")
  }
}
