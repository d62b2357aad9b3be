import EntropyCoding
import Networks
import Tensors

/// The weights and biases of one layer in coded form. It can be decoded without any other layer.
public struct PackedLayer: Sendable, Equatable {
  /// Which of the four ways the weights are stored; each is a coding number of FORMAT.md, section
  /// 6.
  public enum Content: Sendable, Equatable {
    /// Every weight as a 32-bit float.
    case dense(Tensor)
    /// Survivors as 32-bit floats in scan order, and their places.
    case indexedValues(PackedIndex, values: [Float])
    /// Survivors as codes in scan order, and their places. With filler zeros (`paper`) the code
    /// `codebook.count` is zero.
    case indexedCodes(PackedIndex, codebook: PackedCodebook, codes: CodedSymbols)
    /// Every weight as a code in scan order; the code `codebook.count` is a pruned weight.
    case directCodes(ScanOrder, codebook: PackedCodebook, codes: CodedSymbols)
  }

  /// A codebook and the bits its codes were made for.
  public struct PackedCodebook: Sendable, Equatable {
    public let codebook: Codebook
    /// What `quantize(bits=)` asked for.
    public let bits: Int
    /// Whether 32-bit centroids are written as steps between neighbours.
    public var isStepped = false
  }

  public let name: String
  /// The node of the network that it belongs to.
  public let nodeIndex: Int
  public let shape: [Int]
  public let bias: Bias?
  public let content: Content

  public var weightCount: Int { shape.reduce(1, *) }

  /// Survivors; all weights of a dense layer.
  public func survivorCount() throws(ContainerFault) -> Int {
    switch content {
    case .dense: return weightCount
    case .indexedValues(let index, _), .indexedCodes(let index, _, _): return index.survivorCount
    case .directCodes(_, let codebook, _):
      return try codeHistogram()?.counts.prefix(codebook.codebook.count).reduce(0, +) ?? 0
    }
  }

  /// Where survivors are, when gaps say so.
  public var index: PackedIndex? {
    switch content {
    case .indexedValues(let index, _), .indexedCodes(let index, _, _): index
    case .dense, .directCodes: nil
    }
  }

  public var codebook: Codebook? {
    switch content {
    case .indexedCodes(_, let packed, _), .directCodes(_, let packed, _): packed.codebook
    case .dense, .indexedValues: nil
    }
  }

  /// The coded weight codes, if there are any.
  public var codes: CodedSymbols? {
    switch content {
    case .indexedCodes(_, _, let codes), .directCodes(_, _, let codes): codes
    case .dense, .indexedValues: nil
    }
  }

  /// How often each weight code is stored: Figure 5, left. One symbol more than centroids: fillers
  /// or pruned weights.
  public func codeHistogram() throws(ContainerFault) -> SymbolHistogram? {
    guard let codes, let codebook else { return nil }
    do {
      return try SymbolHistogram(counting: codes.decoded(), alphabetSize: codebook.count + 1)
    } catch { throw .coding(error) }
  }

  public var scanOrder: ScanOrder {
    if case .directCodes(let order, _, _) = content { return order }
    return index?.scanOrder ?? .rowMajor
  }
}
