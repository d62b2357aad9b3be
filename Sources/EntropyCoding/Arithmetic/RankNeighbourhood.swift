/// How the weights coded before foretell the next one: two sums over its neighbours, with whole
/// coefficients that the file states.
///
/// Neighbouring taps of a filter, neighbouring pixels of an input and the same tap of neighbouring
/// filters resemble each other, in size more than in sign. So one sum is of *energies* (0 for a
/// pruned weight, more the farther a weight is from zero) and foretells whether a weight is there
/// and how large it is; the other is of the signed ranks and foretells the sign.
public struct RankNeighbourhood: Sendable, Equatable {
  /// A line is cut into planes of height x width places; neighbours beyond a plane's border count
  /// as `fill`. `width` times `height` divides the line.
  public var height: Int
  public var width: Int
  /// Energy of rank 1, and what each further rank adds, in sixteenths; never above 255.
  public var firstEnergy: Int
  public var energyStep: Int
  /// Energy beyond borders, and of every mean before there is one.
  public var fill: Int
  /// Added to the sum of energies, in units of fill's.
  public var constant: Int
  /// Half octaves of the energies' sum below the lowest level.
  public var base: Int
  /// Levels are divided by two so often: for "is there a weight", and for its size.
  public var presenceShift: Int
  public var sizeShift: Int
  /// Decisions about the size, from the first on, that look at the neighbourhood.
  public var sizeDepth: Int
  /// Bits that the sum of signed ranks is shifted down.
  public var signShift: Int
  /// By neighbour: left, second to the left, above, above left, above right, in the plane before;
  /// then the place's mean over earlier lines, then the mean along the line.
  public var energies: [Int]
  /// The same six, then the line before, then the place's mean.
  public var signs: [Int]

  /// Coefficients of each sum.
  public static let taps = 8
  /// Weights of a line that neighbours can foretell: bounds what a reader remembers.
  public static let longestLine = 1 << 18
  /// Most decisions of a size that look at the neighbourhood.
  public static let deepest = 4
  static let levels = 16
  // Bounds that keep both sums within 32 bits.
  public static let largestStep = 4095
  public static let largestConstant = 1 << 20
  public static let shifts = 1...24

  public init(
    height: Int, width: Int, firstEnergy: Int, energyStep: Int, fill: Int, constant: Int, base: Int,
    presenceShift: Int, sizeShift: Int, sizeDepth: Int, signShift: Int, energies: [Int],
    signs: [Int]
  ) {
    (self.height, self.width) = (height, width)
    (self.firstEnergy, self.energyStep, self.fill) = (firstEnergy, energyStep, fill)
    (self.constant, self.base) = (constant, base)
    (self.presenceShift, self.sizeShift, self.sizeDepth) = (presenceShift, sizeShift, sizeDepth)
    self.signShift = signShift
    (self.energies, self.signs) = (energies, signs)
  }

  /// By distance from zero, 0 ... 256.
  package var energyTable: [Int16] {
    [0] + (0..<256).map { Int16(min(255, firstEnergy + (energyStep * $0) >> 4)) }
  }
}
