import EntropyCoding

/// 32-bit centroids as steps from each to the next (FORMAT.md, section 6.4), without loss.
/// Centroids are nearly sorted, so the numbers of their places among all floats differ by little: a
/// book of 256 takes two to seven bits less each.
enum CentroidSteps {
  /// Orders of the exponential Golomb code. With 2 the largest step still fits the 32 bits of its
  /// gamma part.
  static let orders = 2...31
  private static let orderBits = 5

  /// Where a float stands among all: the next larger one stands one further on. -0 stands just
  /// before 0.
  static func ordinal(_ value: Float) -> Int {
    let magnitude = Int(value.bitPattern & 0x7fff_ffff)
    return value.sign == .minus ? -magnitude - 1 : magnitude
  }

  /// The float at a place of -2^31 ..< 2^31.
  static func value(at ordinal: Int) -> Float {
    Float(bitPattern: ordinal < 0 ? 1 << 31 | UInt32(-ordinal - 1) : UInt32(ordinal))
  }

  /// Steps as numbers from 0 on.
  private static func steps(of centroids: [Float]) -> [Int] {
    var last = 0
    return centroids.map { centroid in
      let step = ordinal(centroid) - last
      last += step
      return ExponentialGolomb.unsigned(step)
    }
  }

  /// With the order that takes the fewest bits.
  static func bytes(of centroids: [Float]) -> [UInt8] {
    let steps = steps(of: centroids)
    let order = ExponentialGolomb.bestOrder(of: steps, among: orders)
    var writer = BitWriter()
    writer.write(UInt32(order), bits: orderBits)
    for step in steps { writer.write(golomb: step, order: order) }
    return writer.bytes()
  }

  enum Fault: Error {
    case badOrder(Int)
    case outOfRange
    case coding(EntropyCodingError)
  }

  /// `count` centroids and the bytes that they took. Every step takes three bits at least, so a
  /// false count ends soon.
  static func centroids(count: Int, in bytes: ArraySlice<UInt8>) throws(Fault) -> (
    centroids: [Float], bytesUsed: Int
  ) {
    var reader = BitReader(bytes)
    var centroids: [Float] = []
    var last = 0
    do {
      let order = Int(try reader.read(bits: orderBits))
      guard orders.contains(order) else { throw Fault.badOrder(order) }
      for _ in 0..<count {
        last += ExponentialGolomb.signed(try reader.readGolomb(order: order))
        guard (-(1 << 31)..<1 << 31).contains(last) else { throw Fault.outOfRange }
        centroids.append(value(at: last))
      }
      try reader.alignToByte()
    } catch let error as EntropyCodingError {
      throw .coding(error)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw .outOfRange
    }
    return (centroids, reader.bytesUsed)
  }
}
