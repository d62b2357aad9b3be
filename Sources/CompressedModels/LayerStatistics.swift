import EntropyCoding

/// The streams of a layer as symbols, in the order of the file; empty where the layer has none.
package struct LayerSymbols {
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
    of content: any WeightCoding, shape: [Int], symbols: LayerSymbols
  ) throws(EntropyCodingError) {
    let (index, codebook) = (content.index, content.codebook?.codebook)
    if let codebook {
      codes = try SymbolHistogram(counting: symbols.codes, alphabetSize: codebook.count + 1)
    } else {
      codes = nil
    }
    if let index {
      gaps = try SymbolHistogram(counting: symbols.gaps, alphabetSize: 1 << index.indexBits)
    } else {
      gaps = nil
    }
    survivorCount =
      index?.survivorCount ?? codes?.counts.prefix(codebook?.count ?? 0).reduce(0, +)
      ?? shape.reduce(1, *)
  }
}
