import CZlib
import Memory

/// Bytes in zlib's format (RFC 1950), or in that of DEFLATE alone (RFC 1951) after a dictionary.
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

  /// DEFLATE alone, windows of 2^15 bytes.
  private static let bareWindow: Int32 = -15

  /// Bytes that may refer to those of `dictionary`, at most a window, as if they came before.
  static func deflated(_ bytes: [UInt8], after dictionary: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    var status = deflateInit2_(
      &stream, Z_BEST_COMPRESSION, Z_DEFLATED, bareWindow, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    status = deflateSetDictionary(&stream, dictionary, uInt(dictionary.count))
    precondition(status == Z_OK)
    var target = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
    status = Self.run(&stream, bytes[...], &target) { deflate(&$0, Z_FINISH) }
    precondition(status == Z_STREAM_END)
    return Array(target.prefix(Int(stream.total_out)))
  }

  /// The other way round. Throws `damagedDeflation` unless the bytes unpack to exactly `count`.
  static func inflated(
    _ bytes: ArraySlice<UInt8>, count: Int, after dictionary: [UInt8]
  ) throws(ContainerFault) -> [UInt8] {
    guard count > 0, count / largestRatio <= bytes.count else { throw .damagedDeflation }
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, bareWindow, ZLIB_VERSION, size) == Z_OK else {
      throw .damagedDeflation
    }
    defer { inflateEnd(&stream) }
    guard inflateSetDictionary(&stream, dictionary, uInt(dictionary.count)) == Z_OK else {
      throw .damagedDeflation
    }
    var target = [UInt8](repeating: 0, count: count)
    let status = Self.run(&stream, bytes, &target) { inflate(&$0, Z_FINISH) }
    guard status == Z_STREAM_END, stream.total_out == count, stream.avail_in == 0 else {
      throw .damagedDeflation
    }
    return target
  }

  /// One call over all bytes.
  private static func run(
    _ stream: inout z_stream, _ source: ArraySlice<UInt8>, _ target: inout [UInt8],
    _ step: (inout z_stream) -> Int32
  ) -> Int32 {
    var source = Array(source)
    return source.withUnsafeMutableBufferPointer { input in
      target.withUnsafeMutableBufferPointer { output in
        (stream.next_in, stream.avail_in) = (input.baseAddress, uInt(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
        return step(&stream)
      }
    }
  }
}
