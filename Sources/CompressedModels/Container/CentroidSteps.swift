import EntropyCoding

/// 32-bit centroids as steps from each to the next (FORMAT.md, section 6.4), without loss.
/// Centroids are nearly sorted, so the numbers of their places among all floats differ by little: a
/// book of 256 takes two to seven bits less each.
enum CentroidSteps {
  /// Orders of the exponential Golomb code. With 2 the largest step still fits the 32 bits of its
  /// gamma part.
  static let orders = 2...31

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
    var writer = BitWriter()
    writer.write(golomb: steps(of: centroids), among: orders)
    return writer.bytes()
  }

  /// `count` centroids and the bytes that they took.
  static func centroids(count: Int, in bytes: ArraySlice<UInt8>) throws(CentroidFault) -> (
    centroids: [Float], bytesUsed: Int
  ) {
    var (centroids, last) = ([Float](), 0)
    let used = try CentroidFault.read(count, among: orders, in: bytes) { number in
      last += ExponentialGolomb.signed(number)
      guard (-(1 << 31)..<1 << 31).contains(last) else { return false }
      centroids.append(value(at: last))
      return true
    }
    return (centroids, used)
  }
}

/// Why the numbers of a codebook cannot be.
enum CentroidFault: Error {
  case badOrder(Int)
  case outOfRange
  case coding(EntropyCodingError)

  /// Gives `take` the numbers of a codebook, which stand behind the order of their code and end
  /// with a byte; false refuses one. Returns the bytes that they took. Every number takes a bit at
  /// least, so a false count ends soon.
  static func read(
    _ count: Int, among orders: ClosedRange<Int>, in bytes: ArraySlice<UInt8>,
    _ take: (Int) -> Bool
  ) throws(CentroidFault) -> Int {
    var reader = BitReader(bytes)
    do {
      let order = Int(try reader.read(bits: ExponentialGolomb.orderBits))
      guard orders.contains(order) else { throw CentroidFault.badOrder(order) }
      for _ in 0..<count {
        guard take(try reader.readGolomb(order: order)) else { throw CentroidFault.outOfRange }
      }
      try reader.alignToByte()
    } catch let error as EntropyCodingError {
      throw .coding(error)
    } catch let fault as CentroidFault {
      throw fault
    } catch {
      throw .outOfRange
    }
    return reader.bytesUsed
  }
}
