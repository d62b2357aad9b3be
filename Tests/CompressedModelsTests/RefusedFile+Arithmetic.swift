import CompressedModels
import EntropyCoding

/// Files that break a rule of FORMAT.md, section 12.
extension RefusedFile {
  /// A layer of 2 x 2 weights with these fields behind its codebook: one centroid, 1.
  private static func layer(
    codebook: [UInt8] = [1, 16, 1, 0, 0x3C], _ fields: [UInt8]
  ) -> RawContainer.Chunk {
    let head: [UInt8] = [0, 5, 2, 2, 2, 1, 2] + [UInt8](repeating: 0, count: 8)
    return .init("LAYR", head + codebook + fields)
  }

  /// One stream of these ranks, with its number and its length.
  private static func stream(_ ranks: [Int16], negatives: Int = 0, positives: Int = 1) -> [UInt8] {
    let alphabet = RankAlphabet(
      negatives: negatives, positives: positives, survivors: ranks.count { $0 != 0 }, of: 4)
    let coded = CodedRanks(encoding: ranks, columns: 2, model: RankModel(alphabet: alphabet))
    return [1, UInt8(coded.streams[0].count)] + coded.streams[0]
  }

  static var arithmetic: [RefusedFile] { fields + neighbourhoods + streams }

  private static var fields: [RefusedFile] {
    [
      .init(
        "unknown-arithmetic-setting",
        .unknownValue(field: "setting of arithmetic coding", value: 8), layer: layer([8, 4, 0])),
      .init(
        "more-survivors-than-weights", .numberTooLarge(5, limit: 4), layer: layer([0, 5, 1, 0])),
      .init(
        "survivors-without-centroids", .wrongCount(field: "survivors", expected: 0, found: 1),
        layer: layer(codebook: [1, 16, 0], [0, 1, 1, 0])),
      .init(
        "no-streams", .wrongCount(field: "streams", expected: 2, found: 0),
        layer: layer([0, 1, 0])),
      .init(
        "more-streams-than-lines", .wrongCount(field: "streams", expected: 2, found: 3),
        layer: layer([0, 1, 3, 0, 0, 0])),
      .init(
        "streams-of-nothing", .wrongCount(field: "streams", expected: 0, found: 1),
        layer: layer([0, 0, 1, 0])),
    ]
  }

  private static var neighbourhoods: [RefusedFile] {
    /// Height, width, levels, first energy, step, fill, constant, base, shift, 16 coefficients.
    func around(_ fields: [UInt8]) -> RawContainer.Chunk {
      layer([4, 4] + fields + [UInt8](repeating: 0, count: 16) + [1, 1, 0xFF])
    }
    return [
      .init(
        "plane-too-wide", .unknownValue(field: "width of a plane", value: 3),
        layer: around([1, 3, 0, 0, 0, 0, 0, 0, 1])),
      .init(
        "plane-of-nothing", .unknownValue(field: "width of a plane", value: 0),
        layer: around([1, 0, 0, 0, 0, 0, 0, 0, 1])),
      .init(
        "levels-too-deep", .unknownValue(field: "setting of levels", value: 0x50),
        layer: around([1, 2, 0x50, 0, 0, 0, 0, 0, 1])),
      .init(
        "energy-step-too-large", .numberTooLarge(4096, limit: 4095),
        layer: around([1, 2, 0, 0, 0x80, 0x20, 0, 0, 0, 1])),
      .init(
        "constant-too-large", .numberTooLarge(2_097_153, limit: 2_097_152),
        layer: around([1, 2, 0, 0, 0, 0, 0x81, 0x80, 0x80, 0x01, 0, 1])),
      .init(
        "shift-of-nothing", .unknownValue(field: "shift of signs", value: 0),
        layer: around([1, 2, 0, 0, 0, 0, 0, 0, 0])),
    ]
  }

  /// Four survivors of one centroid leave the end mark: the byte 255.
  private static var streams: [RefusedFile] {
    [
      .init(
        "arithmetic-too-long", .coding(.streamTooLong(usedBits: 8, bytes: 2)),
        layer: layer([0, 4, 1, 2, 0xFF, 0])),
      .init("arithmetic-too-short", .coding(.wrongEnd), layer: layer([0, 4, 1, 0])),
      .init("arithmetic-without-end", .coding(.wrongEnd), layer: layer([0, 4, 1, 1, 0x7F])),
      .init(
        "wrong-arithmetic-survivors", .index(.wrongSurvivorCount(expected: 3, found: 2)),
        layer: layer([0, 3] + stream([1, 0, 0, 1]))),
      // Sizes 1 and 2 in one tree; -2 has no centroid.
      .init(
        "rank-without-centroid", .coding(.wrongEnd),
        layer: layer(
          codebook: [2, 16, 3, 0, 0xBC, 0, 0x3C, 0, 0x40],
          [0, 4] + stream([1, 2, -2, -1], negatives: 2, positives: 2))),
    ]
  }
}
