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
          let number = raw.loadUnaligned(
            fromByteOffset: index * MemoryLayout<Number>.size, as: Number.self)
          target[index] = Number(littleEndian: number)
        }
        filled = count
      }
    }
  }

  /// As many floats as fill the bytes.
  static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    bytes.withUnsafeBytes { raw in
      let count = raw.count / 4
      return [Float](unsafeUninitializedCapacity: count) { target, filled in
        UnsafeMutableRawBufferPointer(target).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: raw.prefix(4 * count)))
        filled = count
        fromLittleEndian(target)
      }
    }
  }

  /// Turns bytes that were copied as they are into numbers: nothing to do on most machines.
  static func fromLittleEndian(_ numbers: UnsafeMutableBufferPointer<Float>) {
    #if _endian(big)
      for place in numbers.indices {
        numbers[place] = Float(bitPattern: numbers[place].bitPattern.byteSwapped)
      }
    #endif
  }

  static func bytes(_ floats: [Float]) -> [UInt8] {
    #if _endian(big)
      return bytes(floats.map(\.bitPattern))
    #else
      return floats.withUnsafeBytes(Array.init)
    #endif
  }

  static func bytes<Number: FixedWidthInteger & BitwiseCopyable>(_ numbers: [Number]) -> [UInt8] {
    numbers.map(\.littleEndian).withUnsafeBytes(Array.init)
  }
}
