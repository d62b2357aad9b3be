/// One of the paper's Tables 2 to 5: a network layer by layer, with its row of Table 1.
public struct PaperTable: Sendable {
  public struct Row: Sendable {
    /// As the paper prints it: "ip1".
    public let layer: String
    /// Fractions and bits as printed; P+Q+H are the columns after Huffman coding.
    public let density: Double
    public let weightBits: Double
    public let weightBitsCoded: Double
    public let indexBits: Double
    public let indexBitsCoded: Double
    /// Fractions of the 32-bit size.
    public let quantizedSize: Double
    public let codedSize: Double

    init(
      _ layer: String, _ density: Double, _ weightBits: Double, _ weightBitsCoded: Double,
      _ indexBits: Double, _ indexBitsCoded: Double, _ quantizedSize: Double, _ codedSize: Double
    ) {
      self.layer = layer
      self.density = fraction(percent: density)
      self.weightBits = weightBits
      self.weightBitsCoded = weightBitsCoded
      self.indexBits = indexBits
      self.indexBitsCoded = indexBitsCoded
      self.quantizedSize = fraction(percent: quantizedSize)
      self.codedSize = fraction(percent: codedSize)
    }
  }

  /// The row of Table 1, and how many times smaller the network is after each stage, as printed
  /// behind the totals of Tables 2 to 5.
  public struct Headline: Sendable {
    public let bytes: Int
    public let compressedBytes: Int
    /// After pruning, quantization, Huffman coding; the last is Table 1's.
    public let ratios: [Double]
    /// Fractions, of the reference and of the compressed network.
    public let topOneErrors: [Double]
    /// The same for five guesses; empty where the paper gives none.
    public let topFiveErrors: [Double]
  }

  /// "Table 2".
  public let name: String
  public let network: String
  /// What the errors are measured on.
  public let data: String
  /// Names and weight counts of the layers in our network; the counts are how it is recognised.
  public let layerNames: [String]
  public let weightCounts: [Int]
  public let layers: [Row]
  public let total: Row
  public let headline: Headline

  public var denseError: Double { headline.topOneErrors[0] }
  public var compressedError: Double { headline.topOneErrors[1] }
  public var compressedBytes: Int { headline.compressedBytes }
  public var ratio: Double { headline.ratios[2] }

  public static let all = [lenet300, lenet5, alexnet, vgg16]

  /// The table about a network with these weight counts; nil when the paper has none.
  public static func about(weightCounts: [Int]) -> PaperTable? {
    all.first { $0.weightCounts == weightCounts }
  }
}

/// The double that the text "\(percent)%" stands for, of at most two decimals.
func fraction(percent: Double) -> Double { (percent * 100).rounded() / 10_000 }
