import EntropyCoding
import Networks
import Tensors

/// The weights and biases of one layer in coded form. It can be decoded without any other layer.
public struct PackedLayer: Sendable {
  public let name: String
  /// The node of the network that it belongs to.
  public let nodeIndex: Int
  public let shape: [Int]
  public let bias: Bias?
  /// How the weights are stored.
  package let content: any WeightCoding
  /// What the streams hold, counted when they were made or read.
  public let statistics: LayerStatistics
  /// Survivors that reading has decoded already, for the first who wants the weights.
  let decoded: KeptEntries

  /// A layer whose symbols are known: they are counted, not decoded. Throws `symbolOutOfRange` for
  /// symbols beyond the codebook or the width of the index.
  init(
    name: String, nodeIndex: Int, shape: [Int], bias: Bias?, content: any WeightCoding,
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
  public var index: PackedIndex? { content.index }

  public var codebook: Codebook? { content.codebook?.codebook }

  /// Codes that are symbols of their own, if there are any.
  public var codes: CodedSymbols? { content.codes }

  /// The coded weights of a layer in arithmetic coding.
  public var ranks: CodedRanks? { (content as? ArithmeticCodes)?.ranks }

  public var scanOrder: ScanOrder { content.scanOrder }

  /// The word for the coding in reports.
  public var codingName: String { type(of: content).name }
}

extension PackedLayer: Equatable {
  /// The rest follows from these.
  public static func == (left: PackedLayer, right: PackedLayer) -> Bool {
    left.name == right.name && left.nodeIndex == right.nodeIndex && left.shape == right.shape
      && left.bias == right.bias && left.content.isEqual(to: right.content)
  }
}

/// A codebook and the bits its codes were made for.
public struct PackedCodebook: Sendable, Equatable {
  public let codebook: Codebook
  /// What `quantize(bits=)` asked for.
  public let bits: Int
  public var form = Form.plain

  /// How 32-bit centroids are written; 16-bit ones are plain.
  public enum Form: Sendable {
    case plain
    /// As steps between neighbours.
    case steps
    /// As neighbouring multiples of one number.
    case grid
    /// As whole multiples of one number.
    case multiples
  }
}
