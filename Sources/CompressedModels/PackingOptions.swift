/// How a network is packed. The same options and the same network give the same bytes.
public struct PackingOptions: Sendable, Equatable {
  /// Index width in bits by layer name, 1...12; absent: the width with the smallest layer.
  public var indexBits: [String: Int]
  public var convention: GapConvention
  public var coding: CodeChoice
  /// Scan orders to try; the smaller result wins, the first at a tie. The paper's is row-major
  /// only.
  public var scanOrders: [ScanOrder]
  /// Whether nearly dense layers may store a code for every weight and no gaps, when that is
  /// smaller.
  public var allowsDirectCodes: Bool
  /// Streams of a layer in arithmetic coding, 1...16; nil: as many as its size is worth.
  public var streams: Int?

  /// What stands for codes and gaps.
  public enum CodeChoice: Sendable, Equatable {
    /// P+Q of the paper: plain numbers of one width.
    case fixedLength
    /// P+Q+H: Huffman codewords, or plain numbers where these are smaller.
    case huffman
    /// Arithmetic coding of codes and places together; Huffman codewords where these are smaller.
    case arithmetic
  }

  public init(
    indexBits: [String: Int] = [:], convention: GapConvention = .escape,
    coding: CodeChoice = .huffman,
    scanOrders: [ScanOrder] = ScanOrder.allCases, allowsDirectCodes: Bool = true
  ) {
    self.indexBits = indexBits
    self.convention = convention
    self.coding = coding
    self.scanOrders = scanOrders
    self.allowsDirectCodes = allowsDirectCodes
  }

  /// The paper's own format: filler zeros, row-major, an index in every layer.
  public static func paper(indexBits: [String: Int] = [:], coding: CodeChoice = .huffman)
    -> PackingOptions
  {
    PackingOptions(
      indexBits: indexBits, convention: .paper, coding: coding, scanOrders: [.rowMajor],
      allowsDirectCodes: false)
  }
}
