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

  /// Steps as numbers from 0 on: 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
  private static func steps(of centroids: [Float]) -> [Int] {
    var last = 0
    return centroids.map { centroid in
      let step = ordinal(centroid) - last
      last += step
      return step < 0 ? -2 * step - 1 : 2 * step
    }
  }

  /// With the order that takes the fewest bits.
  static func bytes(of centroids: [Float]) -> [UInt8] {
    let steps = steps(of: centroids)
    let order =
      orders.min { bitCount(steps, order: $0) < bitCount(steps, order: $1) } ?? orders.lowerBound
    var writer = BitWriter()
    writer.write(UInt32(order), bits: orderBits)
    for step in steps {
      writer.writeGamma(step >> order + 1)
      writer.write(UInt32(step & (1 << order - 1)), bits: order)
    }
    return writer.bytes()
  }

  private static func bitCount(_ steps: [Int], order: Int) -> Int {
    steps.reduce(0) {
      $0 + 2 * (Int.bitWidth - 1 - ($1 >> order + 1).leadingZeroBitCount) + 1 + order
    }
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
        let step = (try reader.readGamma() - 1) << order | Int(try reader.read(bits: order))
        last += step % 2 == 0 ? step / 2 : -(step + 1) / 2
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
