import EntropyCoding

/// Ascending centroids that are whole multiples of a step (FORMAT.md, section 6.6), as fixed-point
/// numbers are: a book of 200 takes four to seven bits a centroid, since neighbours are near.
struct CentroidMultiples: Equatable {
  let step: Float
  let multiples: [Int]

  /// Products with steps of nine bits are exact.
  static let range = -(1 << 15)...1 << 15
  static let orders = 0...16
  private static let orderBits = 5

  /// nil unless the centroids are, to the bit, what `centroids` makes of multiples.
  init?(_ centroids: [Float]) {
    guard !centroids.isEmpty, centroids.allSatisfy({ $0.isFinite && $0 != 0 }) else { return nil }
    // In units of the least significant bit that any of them has, all are whole numbers.
    let unit = centroids.map { $0.ulp * Float(1 << $0.significandBitPattern.lowestBit) }.min() ?? 1
    let numbers = centroids.map { Double($0) / Double(unit) }
    guard unit > 0, numbers.allSatisfy({ $0.magnitude < 0x1p52 }) else { return nil }
    let divisor = numbers.reduce(0) { Self.greatestDivisor($0, Int(abs($1))) }
    step = unit * Float(divisor)
    multiples = numbers.map { Int($0) / divisor }
    guard multiples.allSatisfy(Self.range.contains),
      zip(multiples, multiples.dropFirst()).allSatisfy({ $0 < $1 }),
      zip(self.centroids, centroids).allSatisfy({ $0.bitPattern == $1.bitPattern })
    else { return nil }
  }

  private init(step: Float, multiples: [Int]) { (self.step, self.multiples) = (step, multiples) }

  private static func greatestDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  var centroids: [Float] { multiples.map { step * Float($0) } }

  /// The first multiple, then how many lie between neighbours.
  private var numbers: [Int] {
    zip([0] + multiples, multiples).enumerated().map { place, pair in
      place == 0 ? ExponentialGolomb.unsigned(pair.1) : pair.1 - pair.0 - 1
    }
  }

  /// All but the step, with the order that takes the fewest bits.
  var bytes: [UInt8] {
    let order = ExponentialGolomb.bestOrder(of: numbers, among: Self.orders)
    var writer = BitWriter()
    writer.write(UInt32(order), bits: Self.orderBits)
    for number in numbers { writer.write(golomb: number, order: order) }
    return writer.bytes()
  }

  enum Fault: Error {
    case badOrder(Int)
    case outOfRange
    case coding(EntropyCodingError)
  }

  /// `count` multiples of `step` and the bytes that they took. Every one takes a bit at least, so a
  /// false count ends soon.
  static func read(count: Int, step: Float, in bytes: ArraySlice<UInt8>) throws(Fault) -> (
    Self, bytesUsed: Int
  ) {
    var reader = BitReader(bytes)
    var multiples: [Int] = []
    do {
      let order = Int(try reader.read(bits: orderBits))
      guard orders.contains(order) else { throw Fault.badOrder(order) }
      for place in 0..<count {
        let number = try reader.readGolomb(order: order)
        multiples.append(
          place == 0 ? ExponentialGolomb.signed(number) : multiples[place - 1] + number + 1)
        guard range.contains(multiples[place]) else { throw Fault.outOfRange }
      }
      try reader.alignToByte()
    } catch let error as EntropyCodingError {
      throw .coding(error)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw .outOfRange
    }
    return (Self(step: step, multiples: multiples), reader.bytesUsed)
  }
}

extension UInt32 {
  /// Where the lowest 1 of a significand is; its width when the leading 1 alone is there.
  fileprivate var lowestBit: Int {
    self == 0 ? Float.significandBitCount : trailingZeroBitCount
  }
}
