import CZlib
import Memory

/// Bytes in zlib's format (RFC 1950) or, after a dictionary, to whose bytes they refer as if these
/// came before, in that of DEFLATE alone (RFC 1951). A dictionary is no longer than a window.
enum Deflation {
  /// Bits of a window's size; less than zero for DEFLATE alone.
  private static func window(_ dictionary: [UInt8]?) -> Int32 { dictionary == nil ? 15 : -15 }

  private static let streamBytes = Int32(MemoryLayout<z_stream>.size)

  static func deflated(_ bytes: [UInt8], after dictionary: [UInt8]? = nil) -> [UInt8] {
    var stream = z_stream()
    var status = deflateInit2_(
      &stream, Z_BEST_COMPRESSION, Z_DEFLATED, window(dictionary), 8, Z_DEFAULT_STRATEGY,
      ZLIB_VERSION, streamBytes)
    precondition(status == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    if let dictionary { deflateSetDictionary(&stream, dictionary, uInt(dictionary.count)) }
    var target = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
    status = run(&stream, bytes[...], &target) { deflate(&$0, Z_FINISH) }
    precondition(status == Z_STREAM_END)
    return Array(target.prefix(Int(stream.total_out)))
  }

  /// A byte of DEFLATE stands for 1032 at most: what announces more is refused before memory is
  /// reserved.
  private static let largestRatio = 1032

  /// Throws `damagedDeflation` unless the bytes unpack to exactly `count`.
  static func inflated(
    _ bytes: ArraySlice<UInt8>, count: Int, after dictionary: [UInt8]? = nil
  ) throws(ContainerFault) -> [UInt8] {
    guard count > 0, count / largestRatio <= bytes.count else { throw .damagedDeflation }
    do {
      try MemoryBudget.require(count, for: "the file inside")
    } catch { throw .memory(error) }
    var stream = z_stream()
    guard inflateInit2_(&stream, window(dictionary), ZLIB_VERSION, streamBytes) == Z_OK else {
      throw .damagedDeflation
    }
    defer { inflateEnd(&stream) }
    if let dictionary { inflateSetDictionary(&stream, dictionary, uInt(dictionary.count)) }
    var target = [UInt8](repeating: 0, count: count)
    let status = run(&stream, bytes, &target) { inflate(&$0, Z_FINISH) }
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
    source.withUnsafeBufferPointer { input in
      target.withUnsafeMutableBufferPointer { output in
        // SAFETY: zlib's pointer to what it reads is not to constant bytes for reasons of age.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = uInt(input.count)
        (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
        return step(&stream)
      }
    }
  }
}
