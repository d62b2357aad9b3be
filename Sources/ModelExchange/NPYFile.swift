/// NumPy's format for one array (numpy.lib.format): "\x93NUMPY", version, header length, a Python
/// dictionary, the bytes.
public enum NPYFile {
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// An array of more elements than this is refused before memory is reserved.
  static let maximumElements = 1 << 31

  /// Version 1.0, header padded to a multiple of 64 bytes, as NumPy writes it.
  public static func write(_ array: NPYArray) -> [UInt8] {
    let extents = array.shape.map { "\($0)," }.joined(separator: " ")
    let tuple = array.shape.count == 1 ? extents : String(extents.dropLast())
    var header =
      "{'descr': '\(array.elements.descriptor)', 'fortran_order': False, 'shape': (\(tuple)), }"
    let preamble = signature.count + 4
    header += String(repeating: " ", count: 63 - (preamble + header.utf8.count) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    return signature + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(header.utf8)
      + array.elements.bytes
  }

  /// Versions 1 to 3, C and Fortran order, either byte order. Shapes are checked against the bytes
  /// that are there.
  public static func read(_ bytes: [UInt8]) throws(ModelExchangeError) -> NPYArray {
    let (header, dataStart) = try headerText(bytes)
    let description = try NPYHeader(header)
    guard let type = ElementType(description.descriptor) else {
      throw .unsupportedElementType(description.descriptor)
    }
    guard let count = elementCount(description.shape) else {
      throw .shapeTooLarge(description.shape)
    }
    guard bytes.count - dataStart == count * type.size else {
      throw .wrongByteCount(expected: count * type.size, found: bytes.count - dataStart)
    }
    let elements = type.elements(of: bytes[dataStart...], count: count)
    let array = NPYArray(shape: description.shape, elements: elements)
    return description.isFortranOrder ? array.fromFortranOrder() : array
  }

  private static func headerText(_ bytes: [UInt8]) throws(ModelExchangeError) -> (
    String, dataStart: Int
  ) {
    guard bytes.count >= 10, bytes.starts(with: signature) else { throw .notAnNPYFile }
    let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
    guard (1...3).contains(major), minor == 0 else {
      throw .unsupportedNPYVersion(major: major, minor: minor)
    }
    let start = major == 1 ? 10 : 12
    guard bytes.count >= start else { throw .malformedHeader(reason: "it ends early") }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { throw .malformedHeader(reason: "it ends early") }
    return (String(decoding: bytes[start..<start + length], as: UTF8.self), start + length)
  }

  /// nil for shapes that no file can hold.
  static func elementCount(_ shape: [Int]) -> Int? {
    var count = 1
    for extent in shape {
      let (product, overflows) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflows, product <= maximumElements else { return nil }
      count = product
    }
    return count
  }
}

/// A type as NumPy names it: byte order, kind, size.
private struct ElementType {
  let kind: Substring
  let isBigEndian: Bool
  let size: Int

  init?(_ descriptor: String) {
    guard let order = descriptor.first, "<>|".contains(order) else { return nil }
    kind = descriptor.dropFirst()
    guard ["f2", "f4", "f8", "u1", "i4", "i8"].contains(kind), order != "|" || kind == "u1" else {
      return nil
    }
    isBigEndian = order == ">"
    size = kind.last?.wholeNumberValue ?? 1
  }

  func elements(of bytes: ArraySlice<UInt8>, count: Int) -> NPYArray.Elements {
    switch kind {
    case "f2": .float16(numbers(bytes, count, UInt16.self).map(Float16.init(bitPattern:)))
    case "f4" where !isBigEndian: .float32(LittleEndian.floats(bytes.prefix(4 * count)))
    case "f4": .float32(numbers(bytes, count, UInt32.self).map(Float.init(bitPattern:)))
    case "f8": .float64(numbers(bytes, count, UInt64.self).map(Double.init(bitPattern:)))
    case "i4": .int32(numbers(bytes, count, Int32.self))
    case "i8": .int64(numbers(bytes, count, Int64.self))
    default: .uint8(Array(bytes))
    }
  }

  private func numbers<Number: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: ArraySlice<UInt8>, _ count: Int, _ type: Number.Type
  ) -> [Number] {
    bytes.withUnsafeBytes { raw in
      (0..<count).map {
        let number = raw.loadUnaligned(
          fromByteOffset: $0 * MemoryLayout<Number>.size, as: Number.self)
        return isBigEndian ? Number(bigEndian: number) : Number(littleEndian: number)
      }
    }
  }
}

extension NPYArray {
  /// The same array when its elements were listed with the first index running fastest.
  fileprivate func fromFortranOrder() -> NPYArray {
    func reordered<Element>(_ values: [Element]) -> [Element] {
      var strides = [Int](repeating: 1, count: shape.count)
      for dimension in shape.indices.dropFirst() {
        strides[dimension] = strides[dimension - 1] * shape[dimension - 1]
      }
      var index = [Int](repeating: 0, count: shape.count)
      return values.indices.map { _ in
        defer { Self.advance(&index, in: shape) }
        return values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }]
      }
    }
    let elements: Elements =
      switch self.elements {
      case .float16(let values): .float16(reordered(values))
      case .float32(let values): .float32(reordered(values))
      case .float64(let values): .float64(reordered(values))
      case .uint8(let values): .uint8(reordered(values))
      case .int32(let values): .int32(reordered(values))
      case .int64(let values): .int64(reordered(values))
      }
    return NPYArray(shape: shape, elements: elements)
  }

  /// The next index in row-major order.
  private static func advance(_ index: inout [Int], in shape: [Int]) {
    for dimension in shape.indices.reversed() {
      index[dimension] += 1
      if index[dimension] < shape[dimension] { return }
      index[dimension] = 0
    }
  }
}
