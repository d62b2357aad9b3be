import CCrypto
import CZlib
import Foundation
import Memory

/// Reading whole data files, plain or gzipped.
package enum DataFile {
  /// The content of `path`; gzip is recognised by its first two bytes and unpacked, to `limit`
  /// bytes at most.
  package static func content(of path: String, limit: Int) throws(DatasetError) -> [UInt8] {
    // Packed or not, a file larger than its content may be is refused before it is read.
    let size = try size(of: path)
    guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
    try require(2 * size, path)
    let raw: [UInt8]
    do {
      raw = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadable(path: path, reason: (error as NSError).localizedDescription)
    }
    let content =
      raw.starts(with: [0x1f, 0x8b]) ? try unpacked(raw, path: path, limit: limit) : raw
    guard content.count <= limit else { throw .tooLarge(path: path, limit: limit) }
    return content
  }

  /// Of a file: a pipe would let us wait for ever, a device give without end.
  private static func size(of path: String) throws(DatasetError) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Int(status.st_size)
    case S_IFDIR: throw .unreadable(path: path, reason: "it is a folder")
    default: throw .unreadable(path: path, reason: "it is a pipe or a device")
    }
  }

  private static func require(_ bytes: Int, _ path: String) throws(DatasetError) {
    do { try MemoryBudget.require(bytes, for: "'\(path)'") } catch { throw .memory(error) }
  }

  private static func unpacked(_ raw: [UInt8], path: String, limit: Int) throws(DatasetError)
    -> [UInt8]
  {
    var stream = z_stream()
    // 15 window bits, +16: a gzip header.
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      throw .damagedGzip(path: path, reason: "zlib could not start")
    }
    defer { inflateEnd(&stream) }
    var input = raw
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var status = Z_OK
    var shortage: DatasetError?
    input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = uInt(source.count)
      while status == Z_OK && output.count <= limit {
        buffer.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = uInt(target.count)
          status = inflate(&stream, Z_NO_FLUSH)
        }
        let count = buffer.count - Int(stream.avail_out)
        if output.count + count > output.capacity {
          do throws(DatasetError) { try require(2 * output.count, path) } catch {
            shortage = error
            return
          }
        }
        output.append(contentsOf: buffer[..<count])
      }
    }
    if let shortage { throw shortage }
    switch status {
    case Z_STREAM_END: return output
    case Z_BUF_ERROR: throw .truncatedGzip(path: path)
    case Z_OK: throw .tooLarge(path: path, limit: limit)
    default:
      throw .damagedGzip(
        path: path, reason: stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
  }

  /// MD5 as lower-case hexadecimal digits: the checksum under which data sets are known.
  package static func md5(_ content: [UInt8]) throws(DatasetError) -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    var length = 0
    guard EVP_Q_digest(nil, "MD5", nil, content, content.count, &digest, &length) == 1, length == 16
    else {
      throw .digestUnavailable("MD5")
    }
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
