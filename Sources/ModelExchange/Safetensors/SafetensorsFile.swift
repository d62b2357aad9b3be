import Tensors

/// Hugging Face's format for named arrays (github.com/huggingface/safetensors): u64 header length,
/// a JSON header with type, shape and place of each array, the arrays' bytes.
public enum SafetensorsFile {
  /// The length's eight bytes, then a JSON object. The first bytes of a file and the size of all of
  /// it are enough.
  public static func recognizes(_ bytes: [UInt8], size: Int? = nil) -> Bool {
    bytes.count >= 10 && bytes[8] == UInt8(ascii: "{")
      && headerLength(bytes).map { $0 <= (size ?? bytes.count) - 8 } ?? false
  }

  /// All arrays by name; F32, F16 and BF16 (which becomes 32 bits wide), F64, U8, I32 and I64.
  public static func read(_ bytes: [UInt8]) throws(ModelExchangeError) -> [String: TypedTensor] {
    try read(ByteSource(bytes))
  }

  /// The same, array by array, so that a file is never in memory twice.
  public static func read(_ source: ByteSource) throws(ModelExchangeError) -> [String: TypedTensor]
  {
    let (entries, start) = try entries(source)
    var arrays: [String: TypedTensor] = [:]
    for entry in entries {
      guard arrays.updateValue(try entry.array(source, from: start), forKey: entry.name) == nil
      else {
        throw .duplicateEntry(name: entry.name)
      }
    }
    return arrays
  }

  /// What the header says, checked, and where the data begin.
  static func entries(_ source: ByteSource) throws(ModelExchangeError) -> ([Entry], start: Int) {
    guard let length = headerLength(try source.bytes(0..<min(8, source.count))),
      length <= source.count - 8
    else {
      throw .malformedJSON(reason: "it ends early", offset: 0)
    }
    let start = 8 + length
    guard case .object(let fields) = try JSONValue(source.bytes(0..<start)[8...]) else {
      throw .malformedJSON(reason: "it is no object", offset: 8)
    }
    let dataCount = source.count - start
    var entries: [Entry] = []
    for (name, value) in fields where name != "__metadata__" {
      entries.append(try Entry(name, value, dataCount: dataCount))
    }
    try check(entries, dataCount: dataCount)
    return (entries, start)
  }

  /// BF16 is the upper half of a 32-bit float.
  fileprivate static let brainFloat = "BF16"
  fileprivate static let brainFloatCode = 16

  /// Of an onnx.TensorProto.DataType.
  static func typeName(of code: Int) -> String {
    code == brainFloatCode
      ? brainFloat : ArrayType.all.first { $0.element.code == code }?.safetensors ?? "F32"
  }

  private static func headerLength(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 8 else { return nil }
    return Int(exactly: LittleEndian.numbers(bytes[..<8], UInt64.self)[0])
  }

  /// The arrays fill the bytes: no two share any, and none is left.
  private static func check(_ entries: [Entry], dataCount: Int) throws(ModelExchangeError) {
    var end = 0
    var last = ""
    let inOrder = entries.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for entry in inOrder {
      guard entry.range.lowerBound >= end else { throw .overlapping(name: last, other: entry.name) }
      guard entry.range.lowerBound == end else {
        throw .unusedBytes(count: entry.range.lowerBound - end)
      }
      (end, last) = (entry.range.upperBound, entry.name)
    }
    guard end == dataCount else { throw .unusedBytes(count: dataCount - end) }
  }

  /// One array's line of the header, checked against the bytes that are there.
  struct Entry {
    let name: String
    let type: String
    let shape: [Int]
    /// From the end of the header.
    let range: Range<Int>

    /// onnx.TensorProto.DataType
    var elementCode: Int {
      ArrayType.all.first { $0.safetensors == type }?.element.code
        ?? SafetensorsFile.brainFloatCode
    }

    private static func size(of type: String) -> Int? {
      type == SafetensorsFile.brainFloat
        ? 2 : ArrayType.all.first { $0.safetensors == type }?.element.bytes
    }

    init(_ name: String, _ value: JSONValue, dataCount: Int) throws(ModelExchangeError) {
      guard case .object(let fields) = value else { throw Self.malformed(name) }
      let values = Dictionary(fields.map { ($0.key, $0.value) }) { first, _ in first }
      guard case .text(let type)? = values["dtype"], let shape = values["shape"]?.integers,
        let offsets = values["data_offsets"]?.integers, offsets.count == 2
      else { throw Self.malformed(name) }
      guard let size = Self.size(of: type) else {
        throw .inEntry(name: name, .unsupportedElementType(type))
      }
      guard 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= dataCount else {
        throw .outOfBounds(name: name)
      }
      guard let count = NPYFile.elementCount(shape) else {
        throw .inEntry(name: name, .shapeTooLarge(shape))
      }
      guard offsets[1] - offsets[0] == count * size else {
        throw .inEntry(
          name: name, .wrongByteCount(expected: count * size, found: offsets[1] - offsets[0]))
      }
      (self.name, self.type, self.shape, range) = (name, type, shape, offsets[0]..<offsets[1])
    }

    private static func malformed(_ name: String) -> ModelExchangeError {
      .inEntry(
        name: name, .malformedJSON(reason: "dtype, shape and data_offsets are needed", offset: 8))
    }

    /// `start` is where the data begin in the file.
    func array(_ source: ByteSource, from start: Int) throws(ModelExchangeError) -> TypedTensor {
      let place = start + range.lowerBound..<start + range.upperBound
      if type == "F32" {
        return TypedTensor(shape: shape, .float32(try source.floats(place)))
      }
      let bytes = try source.bytes(place)[...]
      guard let element = ArrayType.all.first(where: { $0.safetensors == type })?.element else {
        return TypedTensor(
          shape: shape,
          LittleEndian.numbers(bytes, UInt16.self).map { Float(bitPattern: UInt32($0) << 16) })
      }
      return TypedTensor(shape: shape, type: element, bytes: bytes)
    }
  }
}

extension JSONValue {
  /// A list of whole numbers.
  fileprivate var integers: [Int]? {
    guard case .list(let elements) = self else { return nil }
    let integers = elements.compactMap { element -> Int? in
      guard case .integer(let number) = element else { return nil }
      return number
    }
    return integers.count == elements.count ? integers : nil
  }
}
