import CompressedModels
import EntropyCoding
import Tensors

/// The constant bytes of an exported network: the coded streams of a `.dcz` file as they are, and
/// beside them decoding tables, centroids and biases. What refers to them is text for the
/// initializers of the runtime's structures.
struct WeightImage {
  private(set) var bytes: [UInt8] = []

  /// `struct numbers`
  mutating func numbers(_ values: [Float], precision: FloatPrecision = .float32) -> String {
    let place = bytes.count
    for value in values {
      switch precision {
      case .float32: append(value.bitPattern)
      case .float16: append(Float16(value).bitPattern)
      }
    }
    return "{\(place), \(precision.rawValue)}"
  }

  /// `struct numbers` of a layer's biases; multiples of a scale stand behind it.
  mutating func numbers(_ bias: Bias?) -> String {
    guard let bias else { return "{0, 0}" }
    guard case .integers(_, let scale, let multiples) = bias else {
      return numbers(bias.values, precision: bias.bits == 16 ? .float16 : .float32)
    }
    let place = bytes.count
    append(scale.bitPattern)
    bytes += multiples.map { UInt8(bitPattern: $0) }
    return "{\(place), 8}"
  }

  /// `struct symbols`
  mutating func symbols(_ coded: CodedSymbols) -> String {
    let (table, base, width) = decoder(of: coded.code)
    let place = bytes.count
    for stream in coded.streams { bytes += stream }
    return
      """
      {\(coded.count), \(place), \(table ?? 0), \(base), \(width), \(coded.streams.count), \
      \(table == nil ? 0 : 1)}
      """
  }

  /// The place of a Huffman table; without one the first symbol and the bits that are added to it.
  private mutating func decoder(of code: SymbolCode) -> (table: Int?, base: Int, width: Int) {
    switch code {
    case .fixedLength(let bits): return (nil, 0, bits)
    case .huffman(let code):
      if let lone = code.loneSymbol { return (nil, Int(lone), 0) }
      return (table(of: code), 0, 0)
    }
  }

  /// Longest codeword that a canonical code has.
  static let longestCodeword = 14

  /// The number of codewords of 1...14 bits, then the symbols in the order of their codewords, 16
  /// bits each.
  private mutating func table(of code: CanonicalHuffmanCode) -> Int {
    let place = bytes.count
    let lengths = 1...Self.longestCodeword
    for length in lengths { append(UInt16(code.lengths.count { Int($0) == length })) }
    for length in lengths {
      for (symbol, bits) in code.lengths.enumerated() where Int(bits) == length {
        append(UInt16(symbol))
      }
    }
    return place
  }

  private mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}

extension WeightImage {
  /// Members of `struct weights` for a layer. Precondition: its codes are symbols of their own.
  mutating func weights(of layer: PackedLayer) -> [String] {
    let rows = layer.shape.first ?? 1
    let columns = layer.shape.dropFirst().reduce(1, *)
    return [".rows = \(rows)", ".columns = \(columns)"] + content(of: layer) + [
      ".bias = \(numbers(layer.bias))"
    ]
  }

  private mutating func content(of layer: PackedLayer) -> [String] {
    if let dense = layer.content as? DenseWeights {
      return [".entries = \(dense.tensor.count)", ".values = \(numbers(dense.tensor.values))"]
    }
    if let index = layer.index {
      guard let values = (layer.content as? IndexedValues)?.values else {
        return places(index) + shared(layer)
      }
      return places(index) + [".values = \(numbers(values))"]
    }
    return [
      ".entries = \(layer.weightCount)",
      ".by_column = \(layer.scanOrder == .columnMajor ? 1 : 0)",
    ] + shared(layer)
  }

  /// With filler zeros no gap is a skip: none has 16 bits.
  private mutating func places(_ index: PackedIndex) -> [String] {
    let skip = index.convention == .escape ? (1 << index.indexBits) - 1 : 0xFFFF
    return [
      ".entries = \(index.gaps.count)", ".by_column = \(index.scanOrder == .columnMajor ? 1 : 0)",
      ".has_gaps = 1",
      ".skip = \(skip)", ".gaps = \(symbols(index.gaps))",
    ]
  }

  /// The code after the last centroid's stands for no weight: a filler, or a pruned one.
  private mutating func shared(_ layer: PackedLayer) -> [String] {
    guard let codebook = layer.codebook, let codes = layer.codes else { return [] }
    return [
      ".has_codes = 1", ".zero = \(codebook.count)", ".codes = \(symbols(codes))",
      ".values = \(numbers(codebook.centroids, precision: codebook.precision.float))",
    ]
  }
}
