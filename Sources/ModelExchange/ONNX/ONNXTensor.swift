import Memory
import Operators
import Tensors

/// A constant of an ONNX file. Its numbers stay bytes of the file until they are asked for.
struct ONNXTensor: Sendable {
  var shape: [Int] = []
  private(set) var name = ""
  /// onnx.TensorProto.DataType
  private(set) var type = 0
  private var raw: ArraySlice<UInt8>?
  private var floats: [Float] = []
  private var doubles: [Double] = []
  private var integers: [Int] = []
  /// Where the bytes lie when they are in a file of their own: location, offset, length.
  private var external: [String: String]?

  init(integers: [Int], shape: [Int]) { (self.integers, self.shape, type) = (integers, shape, 7) }

  init(floats: [Float], shape: [Int]) { (self.floats, self.shape, type) = (floats, shape, 1) }

  /// message TensorProto
  init(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    var isExternal = false
    var entries: [String: String] = [:]
    while let field = try reader.next() {
      switch field.number {
      case 1: try field.addIntegers(to: &shape)
      case 2: type = try field.integer()
      case 4: try field.addFloats(to: &floats)
      case 5, 7, 11: try field.addIntegers(to: &integers)
      case 8: name = try field.text()
      case 9: raw = try field.bytes()
      case 10: try field.addDoubles(to: &doubles)
      case 13: try Self.addEntry(try field.bytes(), to: &entries)
      case 14: isExternal = try field.integer() == 1
      default: break
      }
    }
    if isExternal { external = entries }
    _ = try count()
  }

  /// message StringStringEntryProto
  private static func addEntry(
    _ bytes: ArraySlice<UInt8>, to entries: inout [String: String]
  ) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes)
    var (key, value) = ("", "")
    while let field = try reader.next() {
      if field.number == 1 { key = try field.text() }
      if field.number == 2 { value = try field.text() }
    }
    entries[key] = value
  }

  /// Whether its numbers were taken out: raw data without a byte where there should be some.
  var isEmptied: Bool {
    guard let raw, raw.isEmpty, !isExternal, let count = try? count() else { return false }
    return count > 0
  }

  var isExternal: Bool { external != nil }

  /// Where raw numbers are in the model; nil when they are elsewhere, or listed one by one.
  var rawRange: Range<Int>? { isExternal ? nil : raw?.indices }

  /// The bytes of the tensor with its numbers in them instead of beside the file.
  func internalized(_ bytes: ArraySlice<UInt8>, _ files: ExternalFiles) throws(ModelExchangeError)
    -> [UInt8]
  {
    guard let content = try content(files) else { return Array(bytes) }
    return try ONNXRewriter.tensor(bytes, holding: ONNXNumbers(Array(content)))
  }

  /// Whether the numbers may have fractions.
  var isFractional: Bool { [1, 10, 11, 16].contains(type) }

  func count() throws(ModelExchangeError) -> Int {
    guard let count = NPYFile.elementCount(shape) else { throw .shapeTooLarge(shape) }
    return count
  }

  /// The numbers as 32-bit floats, as many as the shape holds. Those of another file come from it
  /// in their last form: a large model is in memory once.
  func values(_ files: ExternalFiles) throws(ModelExchangeError) -> [Float] {
    if let place = try place(files), ONNXDocument.isCompressible(type) {
      try Self.requireMemory(4 * count(), for: name)
      return try place.source.values(place.range, of: type)
    }
    guard let bytes = try content(files) else {
      switch type {
      case 10:
        return try counted(
          integers.map { Float(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) })
      case 16:
        return try counted(integers.map { Float(bitPattern: UInt32(truncatingIfNeeded: $0) << 16) })
      case 11: return try counted(doubles.map { Float($0) })
      default: return try counted(floats.isEmpty ? integers.map { Float($0) } : floats)
      }
    }
    guard !ONNXDocument.isCompressible(type) else { return ONNXDocument.values(bytes, of: type) }
    return try wholeNumbers(files).map { Float($0) }
  }

  /// The numbers of a shape or of axes.
  func wholeNumbers(_ files: ExternalFiles) throws(ModelExchangeError) -> [Int] {
    guard let bytes = try content(files) else { return try counted(integers) }
    switch type {
    case 2, 9: return bytes.map { Int($0) }
    case 3: return bytes.map { Int(Int8(bitPattern: $0)) }
    case 5: return LittleEndian.numbers(bytes, Int16.self).map { Int($0) }
    case 12: return LittleEndian.numbers(bytes, UInt32.self).map { Int($0) }
    case 4: return LittleEndian.numbers(bytes, UInt16.self).map { Int($0) }
    case 6: return LittleEndian.numbers(bytes, Int32.self).map { Int($0) }
    case 7: return LittleEndian.numbers(bytes, Int64.self).map { Int($0) }
    default: throw .unsupportedElementType(typeName)
    }
  }

  private func counted<Number>(_ numbers: [Number]) throws(ModelExchangeError) -> [Number] {
    let expected = try count()
    guard numbers.count == expected else {
      throw .wrongByteCount(expected: expected * 4, found: numbers.count * 4)
    }
    return numbers
  }

  /// Raw bytes, exactly as many as the shape needs; nil when the numbers are listed one by one.
  private func content(_ files: ExternalFiles) throws(ModelExchangeError) -> ArraySlice<UInt8>? {
    if let place = try place(files) {
      try Self.requireMemory(place.range.count, for: name)
      return try place.source.bytes(place.range)[...]
    }
    guard let raw else { return nil }
    try check(raw.count)
    return raw
  }

  /// Where the numbers are in another file, exactly as many bytes as the shape needs; nil when they
  /// are in the model.
  func place(_ files: ExternalFiles) throws(ModelExchangeError) -> ExternalFiles.Place? {
    guard let external else { return nil }
    let place = try files.place(external)
    try check(place.range.count)
    return place
  }

  /// Throws unless the numbers have as many bytes as the shape needs.
  func check(_ byteCount: Int) throws(ModelExchangeError) {
    guard let size = Self.sizes[type] else { throw .unsupportedElementType(typeName) }
    let expected = try count() * size
    guard byteCount == expected else {
      throw .wrongByteCount(expected: expected, found: byteCount)
    }
  }

  private static func requireMemory(_ bytes: Int, for name: String) throws(ModelExchangeError) {
    do { try MemoryBudget.require(bytes, for: "'\(name)'") } catch { throw .memory(error) }
  }

  /// The tensor with its own element type.
  func typed(_ files: ExternalFiles) throws(ModelExchangeError) -> TypedTensor {
    guard let type = ElementType(code: type) else {
      throw .unsupportedElementType(typeName)
    }
    guard let bytes = try content(files) else { return try listed(type) }
    func tensor<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
      TypedTensor(shape: shape, elements)
    }
    switch type {
    case .float32: return tensor(LittleEndian.floats(bytes))
    case .float64:
      return tensor(LittleEndian.numbers(bytes, UInt64.self).map { Double(bitPattern: $0) })
    case .float16:
      return tensor(LittleEndian.numbers(bytes, UInt16.self).map { Float16(bitPattern: $0) })
    case .int8: return tensor(bytes.map { Int8(bitPattern: $0) })
    case .int16: return tensor(LittleEndian.numbers(bytes, Int16.self))
    case .int32: return tensor(LittleEndian.numbers(bytes, Int32.self))
    case .int64: return tensor(LittleEndian.numbers(bytes, Int64.self))
    case .uint8: return tensor(Array(bytes))
    case .uint16: return tensor(LittleEndian.numbers(bytes, UInt16.self))
    case .uint32: return tensor(LittleEndian.numbers(bytes, UInt32.self))
    case .uint64: return tensor(LittleEndian.numbers(bytes, UInt64.self))
    case .bool: return tensor(bytes.map { $0 != 0 })
    }
  }

  /// The same of numbers that are listed one by one.
  private func listed(_ type: ElementType) throws(ModelExchangeError) -> TypedTensor {
    let elements: TypedTensor.Elements =
      switch type {
      case .float32: .float32(floats)
      case .float64: .float64(doubles)
      case .float16: .float16(integers.map { Float16(bitPattern: UInt16(truncatingIfNeeded: $0)) })
      case .int8: .int8(integers.map { Int8(truncatingIfNeeded: $0) })
      case .int16: .int16(integers.map { Int16(truncatingIfNeeded: $0) })
      case .int32: .int32(integers.map { Int32(truncatingIfNeeded: $0) })
      case .int64: .int64(integers.map { Int64($0) })
      case .uint8: .uint8(integers.map { UInt8(truncatingIfNeeded: $0) })
      case .uint16: .uint16(integers.map { UInt16(truncatingIfNeeded: $0) })
      case .uint32: .uint32(integers.map { UInt32(truncatingIfNeeded: $0) })
      case .uint64: .uint64(integers.map { UInt64(bitPattern: Int64($0)) })
      case .bool: .bool(integers.map { $0 != 0 })
      }
    let expected = try count()
    guard elements.count == expected else {
      throw .wrongByteCount(
        expected: expected * type.bytes, found: elements.count * type.bytes)
    }
    return TypedTensor(shape: shape, elements)
  }

  /// Bytes of one number.
  private static let sizes = [
    1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2,
  ]

  /// Bytes of one number; 0 for types that are not read.
  static func byteCount(of type: Int) -> Int { sizes[type] ?? 0 }

  private var typeName: String { "ONNX type \(type)" }
}
