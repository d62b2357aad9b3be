/// Numbers from bytes and to bytes, least significant first.
enum LittleEndian {
  /// As many numbers as fill the bytes.
  static func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: ArraySlice<UInt8>, _ type: Number.Type
  ) -> [Number] {
    let count = bytes.count / MemoryLayout<Number>.size
    return bytes.withUnsafeBytes { raw in
      [Number](unsafeUninitializedCapacity: count) { target, filled in
        for index in 0..<count {
          let number = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Number>.size, as: Number.self)
          target[index] = Number(littleEndian: number)
        }
        filled = count
      }
    }
  }

  static func bytes<Number: FixedWidthInteger & BitwiseCopyable>(_ numbers: [Number]) -> [UInt8] {
    numbers.map(\.littleEndian).withUnsafeBytes(Array.init)
  }
}
