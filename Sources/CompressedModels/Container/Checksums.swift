import CCrypto
import CZlib

/// CRC-32 of a chunk and SHA-256 of the whole file.
package enum Checksums {
  /// The CRC-32 of PNG, gzip and zip.
  package static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBufferPointer { UInt32(crc32_z(0, $0.baseAddress, $0.count)) }
  }

  package static func sha256(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var length = ContainerFormat.digestBytes
    var digest = [UInt8](repeating: 0, count: length)
    let succeeded = bytes.withUnsafeBufferPointer {
      EVP_Q_digest(nil, "SHA256", nil, $0.baseAddress, $0.count, &digest, &length)
    }
    precondition(succeeded == 1, "libcrypto has no SHA-256")
    return digest
  }
}
