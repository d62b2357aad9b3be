import EntropyCoding

/// The streams of a layer as symbols, in the order of the file; empty where the layer has none.
struct LayerSymbols {
  /// With filler zeros and pruned weights, where those have a code.
  var codes: [UInt16] = []
  /// Fields of the index, fillers and skips included.
  var gaps: [UInt16] = []
}

/// How often each symbol of a layer's streams is stored: Figure 5 of the paper.
public struct LayerStatistics: Sendable, Equatable {
  /// Survivors; all weights of a dense layer.
  public let survivorCount: Int
  /// One symbol more than centroids: fillers or pruned weights. nil when weights are floats.
  public let codes: SymbolHistogram?
  /// nil when nothing says where survivors are.
  public let gaps: SymbolHistogram?

  init(
    of content: PackedLayer.Content, shape: [Int], symbols: LayerSymbols
  ) throws(EntropyCodingError) {
    func count(_ codes: PackedLayer.PackedCodebook) throws(EntropyCodingError) -> SymbolHistogram {
      try SymbolHistogram(counting: symbols.codes, alphabetSize: codes.codebook.count + 1)
    }
    func count(_ index: PackedIndex) throws(EntropyCodingError) -> SymbolHistogram {
      try SymbolHistogram(counting: symbols.gaps, alphabetSize: 1 << index.indexBits)
    }
    switch content {
    case .dense:
      survivorCount = shape.reduce(1, *)
      codes = nil
      gaps = nil
    case .indexedValues(let index, _):
      survivorCount = index.survivorCount
      codes = nil
      gaps = try count(index)
    case .indexedCodes(let index, let codebook, _):
      survivorCount = index.survivorCount
      codes = try count(codebook)
      gaps = try count(index)
    case .directCodes(_, let codebook, _):
      let histogram = try count(codebook)
      survivorCount = histogram.counts.prefix(codebook.codebook.count).reduce(0, +)
      codes = histogram
      gaps = nil
    }
  }
}
