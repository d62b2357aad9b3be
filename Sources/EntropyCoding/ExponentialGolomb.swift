/// Exponential Golomb codes of order e (Teuhola 1978): a number z from 0 on is the gamma code of
/// floor(z / 2^e) + 1, then the e lower bits of z. Good for numbers whose size is about known.
public enum ExponentialGolomb {
  /// Of an order that stands in front of its numbers.
  public static let orderBits = 5

  public static func bitCount(_ numbers: [Int], order: Int) -> Int {
    numbers.reduce(0) {
      $0 + 2 * (Int.bitWidth - 1 - ($1 >> order + 1).leadingZeroBitCount) + 1 + order
    }
  }

  /// The order that takes the fewest bits.
  public static func bestOrder(of numbers: [Int], among orders: ClosedRange<Int>) -> Int {
    orders.min { bitCount(numbers, order: $0) < bitCount(numbers, order: $1) }
      ?? orders.lowerBound
  }

  /// 0, -1, 1, -2, ... as 0, 1, 2, 3, ...
  public static func unsigned(_ number: Int) -> Int { number < 0 ? -2 * number - 1 : 2 * number }

  public static func signed(_ number: Int) -> Int {
    number % 2 == 0 ? number / 2 : -(number + 1) / 2
  }
}

extension BitWriter {
  /// Numbers behind the order, one of `orders`, that takes the fewest bits.
  public mutating func write(golomb numbers: [Int], among orders: ClosedRange<Int>) {
    let order = ExponentialGolomb.bestOrder(of: numbers, among: orders)
    write(UInt32(order), bits: ExponentialGolomb.orderBits)
    for number in numbers { write(golomb: number, order: order) }
  }

  /// Precondition: the gamma part fits its 32 bits.
  public mutating func write(golomb number: Int, order: Int) {
    writeGamma(number >> order + 1)
    write(UInt32(number & (1 << order - 1)), bits: order)
  }
}

extension BitReader {
  public mutating func readGolomb(order: Int) throws(EntropyCodingError) -> Int {
    (try readGamma() - 1) << order | Int(try read(bits: order))
  }
}
