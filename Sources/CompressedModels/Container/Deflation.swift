import CZlib
import Memory

/// Bytes in zlib's format (RFC 1950).
enum Deflation {
  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var target = [UInt8](repeating: 0, count: Int(length))
    let status = compress2(&target, &length, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
    precondition(status == Z_OK, "zlib has no memory")
    return Array(target.prefix(Int(length)))
  }

  /// A byte of zlib's format stands for 1032 at most: what announces more is refused before memory
  /// is reserved.
  private static let largestRatio = 1032

  /// Throws `damagedDeflation` unless the bytes unpack to exactly `count`.
  static func inflated(_ bytes: ArraySlice<UInt8>, count: Int) throws(ContainerFault) -> [UInt8] {
    guard count > 0, count / largestRatio <= bytes.count else { throw .damagedDeflation }
    do {
      try MemoryBudget.require(count, for: "the file inside")
    } catch { throw .memory(error) }
    var target = [UInt8](repeating: 0, count: count)
    var length = uLongf(count)
    var used = uLong(bytes.count)
    let status = bytes.withUnsafeBufferPointer {
      uncompress2(&target, &length, $0.baseAddress, &used)
    }
    guard status == Z_OK, length == count, used == bytes.count else { throw .damagedDeflation }
    return target
  }
}
