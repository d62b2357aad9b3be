import Tensors

/// NumPy's format for one array (numpy.lib.format): "\x93NUMPY", version, header length, a Python
/// dictionary, the bytes.
public enum NPYFile {
  static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// An array of more elements than this is refused before memory is reserved.
  static let maximumElements = 1 << 31

  /// Version 1.0, header padded to a multiple of 64 bytes, as NumPy writes it.
  public static func write(_ array: TypedTensor) -> [UInt8] {
    let extents = array.shape.map { "\($0)," }.joined(separator: " ")
    let tuple = array.shape.count == 1 ? extents : String(extents.dropLast())
    let descriptor = ArrayType.of(array.type).descriptor
    var header = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': (\(tuple)), }"
    let preamble = signature.count + 4
    header += String(repeating: " ", count: 63 - (preamble + header.utf8.count) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    return signature + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(header.utf8)
      + array.bytes
  }

  /// Versions 1 to 3, C and Fortran order, either byte order. Shapes are checked against the bytes
  /// that are there.
  public static func read(_ bytes: [UInt8]) throws(ModelExchangeError) -> TypedTensor {
    let (header, dataStart) = try headerText(bytes)
    let description = try NPYHeader(header)
    guard let type = NumPyType(description.descriptor) else {
      throw .unsupportedElementType(description.descriptor)
    }
    guard let count = elementCount(description.shape) else {
      throw .shapeTooLarge(description.shape)
    }
    guard bytes.count - dataStart == count * type.size else {
      throw .wrongByteCount(expected: count * type.size, found: bytes.count - dataStart)
    }
    let array = TypedTensor(
      shape: description.shape, type: type.element, bytes: bytes[dataStart...],
      isBigEndian: type.isBigEndian)
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
private struct NumPyType {
  let element: ElementType
  let isBigEndian: Bool

  init?(_ descriptor: String) {
    guard let order = descriptor.first, "<>|".contains(order),
      let type = ArrayType.all.first(where: { $0.numpy == descriptor.dropFirst() }),
      order != "|" || type.element.bytes == 1
    else { return nil }
    (element, isBigEndian) = (type.element, order == ">" && type.element.bytes > 1)
  }

  var size: Int { element.bytes }
}

extension TypedTensor {
  /// The same array when its elements were listed with the first index running fastest.
  fileprivate func fromFortranOrder() -> TypedTensor { elements.visit(Reordering(shape: shape)) }

  private struct Reordering: ElementVisitor {
    let shape: [Int]

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
      var strides = [Int](repeating: 1, count: shape.count)
      for dimension in shape.indices.dropFirst() {
        strides[dimension] = strides[dimension - 1] * shape[dimension - 1]
      }
      var index = [Int](repeating: 0, count: shape.count)
      let reordered = elements.indices.map { _ in
        defer { TypedTensor.advance(&index, in: shape) }
        return elements[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }]
      }
      return TypedTensor(shape: shape, reordered)
    }
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
