/// Rows of the paper's tables of sizes, to set beside measured ones.
public struct PaperTable: Sendable {
  public struct Row: Sendable {
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
      _ layer: String, _ density: Double, _ weightBits: Double, _ weightBitsCoded: Double, _ indexBits: Double,
      _ indexBitsCoded: Double, _ quantizedSize: Double, _ codedSize: Double
    ) {
      self.layer = layer
      (self.density, self.quantizedSize, self.codedSize) = (density / 100, quantizedSize / 100, codedSize / 100)
      (self.weightBits, self.weightBitsCoded) = (weightBits, weightBitsCoded)
      (self.indexBits, self.indexBitsCoded) = (indexBits, indexBitsCoded)
    }
  }

  /// "Table 2".
  public let name: String
  /// Weight counts of the layers it is about: how a network is recognised.
  public let weightCounts: [Int]
  public let layers: [Row]
  public let total: Row
  /// Table 1: top-1 errors of the reference and of the compressed network.
  public let denseError: Double
  public let compressedError: Double
  public let compressedBytes: Int
  public let ratio: Double

  public static let lenet300 = PaperTable(
    name: "Table 2", weightCounts: [235_200, 30_000, 1_000],
    layers: [
      Row("ip1", 8, 6, 4.4, 5, 3.7, 3.1, 2.32), Row("ip2", 9, 6, 4.4, 5, 4.3, 3.8, 3.04),
      Row("ip3", 26, 6, 4.3, 5, 3.2, 15.7, 12.70),
    ],
    total: Row("total", 8, 6, 5.1, 5, 3.7, 3.1, 2.49), denseError: 0.0164, compressedError: 0.0158,
    compressedBytes: 27_000, ratio: 40)

  public static let lenet5 = PaperTable(
    name: "Table 3", weightCounts: [500, 25_000, 400_000, 5_000],
    layers: [
      Row("conv1", 66, 8, 7.2, 5, 1.5, 78.5, 67.45), Row("conv2", 12, 8, 7.2, 5, 3.9, 6.0, 5.28),
      Row("ip1", 8, 5, 4.5, 5, 4.5, 2.7, 2.45), Row("ip2", 19, 5, 5.2, 5, 3.7, 6.9, 6.13),
    ],
    total: Row("total", 8, 5.3, 4.1, 5, 4.4, 3.05, 2.55), denseError: 0.0080, compressedError: 0.0074,
    compressedBytes: 44_000, ratio: 39)

  public static let all = [lenet300, lenet5]

  /// The table about a network with these weight counts; nil when the paper has none.
  public static func about(weightCounts: [Int]) -> PaperTable? { all.first { $0.weightCounts == weightCounts } }
}
