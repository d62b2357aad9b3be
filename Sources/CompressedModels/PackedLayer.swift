import EntropyCoding
import Networks
import Tensors

/// The weights and biases of one layer in coded form. It can be decoded without any other layer.
public struct PackedLayer: Sendable {
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
  /// What the streams hold, counted when they were made or read.
  public let statistics: LayerStatistics
  /// Survivors that reading has decoded already, for the first who wants the weights.
  let decoded: KeptEntries

  /// A layer whose symbols are known: they are counted, not decoded. Throws `symbolOutOfRange` for
  /// symbols beyond the codebook or the width of the index.
  init(
    name: String, nodeIndex: Int, shape: [Int], bias: Bias?, content: Content,
    symbols: LayerSymbols, decoded: LayerEntries? = nil
  ) throws(EntropyCodingError) {
    self.name = name
    self.nodeIndex = nodeIndex
    self.shape = shape
    self.bias = bias
    self.content = content
    statistics = try LayerStatistics(of: content, shape: shape, symbols: symbols)
    self.decoded = KeptEntries(decoded)
  }

  public var weightCount: Int { shape.reduce(1, *) }

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

  public var scanOrder: ScanOrder {
    if case .directCodes(let order, _, _) = content { return order }
    return index?.scanOrder ?? .rowMajor
  }
}

extension PackedLayer: Equatable {
  /// The rest follows from these.
  public static func == (left: PackedLayer, right: PackedLayer) -> Bool {
    left.name == right.name && left.nodeIndex == right.nodeIndex && left.shape == right.shape
      && left.bias == right.bias && left.content == right.content
  }
}
