/// Tables 6 and 7 of the paper, both about AlexNet on ImageNet.
public enum PaperComparison {
  /// Table 6: errors by the bits of a shared weight, in fractions.
  public struct Bits: Sendable {
    public let convolution: Int
    public let fullyConnected: Int
    public let topOneError: Double
    public let topFiveError: Double
    /// How much higher than without sharing, top-1 and top-5 as printed; empty in the first row.
    public let increases: [Double]

    init(_ bits: [Int], _ errors: [Double], more: [Double] = []) {
      convolution = bits[0]
      fullyConnected = bits[1]
      topOneError = fraction(percent: errors[0])
      topFiveError = fraction(percent: errors[1])
      increases = more.map(fraction(percent:))
    }
  }

  /// 32 bits: not shared.
  public static let bits = [
    Bits([32, 32], [42.78, 19.73]), Bits([8, 5], [42.78, 19.70], more: [0, -0.03]),
    Bits([8, 4], [42.79, 19.73], more: [0.01, 0]),
    Bits([4, 2], [44.77, 22.33], more: [1.99, 2.60]),
  ]

  /// Table 7: what other methods make of the same network.
  public struct Method: Sendable {
    /// "dense" is the network as Caffe gives it; P, P+Q and P+Q+H are the paper's own stages.
    public let name: String
    public let bytes: Int
    public let topOneError: Double
    public let topFiveError: Double?

    init(_ name: String, megabytes: Double, _ topOne: Double, _ topFive: Double?) {
      self.name = name
      bytes = Int((megabytes * 1e6).rounded())
      topOneError = fraction(percent: topOne)
      topFiveError = topFive.map(fraction(percent:))
    }
  }

  public static let methods = [
    Method("dense", megabytes: 240, 42.78, 19.73),
    Method("Fastfood-32-AD", megabytes: 131, 41.93, nil),
    Method("Fastfood-16-AD", megabytes: 64, 42.90, nil),
    Method("Collins & Kohli", megabytes: 61, 44.40, nil),
    Method("SVD", megabytes: 47.6, 44.02, 20.56), Method("P", megabytes: 27, 42.77, 19.67),
    Method("P+Q", megabytes: 8.9, 42.78, 19.70), Method("P+Q+H", megabytes: 6.9, 42.78, 19.70),
  ]
}
