/// The file beside a model that holds the numbers of its larger tensors, one after the other
/// (onnx.proto, TensorProto.external_data). Protobuf's messages end at 2 GB; this file doesn't.
///
/// The numbers are made when they are written: no more than one tensor's are there at a time.
public struct ONNXDataFile: Sendable {
  /// In the model's own folder.
  public let name: String
  /// Bytes of the file.
  public private(set) var bytes = 0
  /// Bytes of the tensors alone.
  public private(set) var tensorBytes = 0
  private var tensors: [(offset: Int, numbers: ONNXNumbers)] = []

  /// Smaller tensors stay in the model: shapes, axes, most biases.
  static let smallest = 1024
  /// Tensors begin where pages of memory do, as onnx.proto advises: who maps the file reads them
  /// where they are.
  private static let alignment = 4096

  public init(name: String) { self.name = name }

  /// Takes a tensor; gives where it begins.
  mutating func add(_ numbers: ONNXNumbers) -> Int {
    let offset = (bytes + Self.alignment - 1) / Self.alignment * Self.alignment
    tensors.append((offset, numbers))
    tensorBytes += numbers.count
    bytes = offset + numbers.count
    return offset
  }

  /// Gives the bytes of the file, tensor by tensor, to `append`; one a thread is in memory. Throws
  /// what making them does.
  public func write(_ append: ([UInt8]) throws -> Void) throws {
    var end = 0
    try MadePieces.write(
      tensors.count,
      { try tensors[$0].numbers.bytes() },
      then: { place, bytes in
        let offset = tensors[place].offset
        if offset > end { try append([UInt8](repeating: 0, count: offset - end)) }
        try append(bytes)
        end = offset + bytes.count
      })
  }
}

/// The numbers of a tensor that is written, in bytes that are made when they are wanted.
struct ONNXNumbers: Sendable {
  let count: Int
  private let content: Content

  private enum Content: Sendable {
    case here(@Sendable () -> [UInt8])
    case elsewhere(@Sendable () throws(ModelExchangeError) -> [UInt8])
  }

  private init(count: Int, content: Content) { (self.count, self.content) = (count, content) }

  /// `bytes` gives `count` of them.
  init(count: Int, _ bytes: @escaping @Sendable () -> [UInt8]) {
    self.init(count: count, content: .here(bytes))
  }

  init(_ bytes: [UInt8]) { self.init(count: bytes.count) { bytes } }

  /// Numbers that have to be read first, where they go to `data`; those that stay in the model are
  /// read now.
  init(
    count: Int, goingTo data: ONNXDataFile?,
    reading bytes: @escaping @Sendable () throws(ModelExchangeError) -> [UInt8]
  ) throws(ModelExchangeError) {
    guard data == nil || count < ONNXDataFile.smallest else {
      self.init(count: count, content: .elsewhere(bytes))
      return
    }
    self.init(try bytes())
  }

  func bytes() throws(ModelExchangeError) -> [UInt8] {
    switch content {
    case .here(let bytes): bytes()
    case .elsewhere(let bytes): try bytes()
    }
  }

  /// Fields of a TensorProto: raw_data 9 where they stay in the model; external_data 13 and
  /// data_location 14, which is EXTERNAL, where they go to the file beside it.
  func write(to tensor: inout ProtobufWriter, _ data: inout ONNXDataFile?) {
    if case .here(let bytes) = content, data == nil || count < ONNXDataFile.smallest {
      return tensor.bytes(9, bytes())
    }
    guard let offset = data?.add(self), let name = data?.name else {
      preconditionFailure("numbers that are read later go to a file of their own")
    }
    for (key, value) in [("location", name), ("offset", "\(offset)"), ("length", "\(count)")] {
      tensor.message(13) { entry in
        entry.text(1, key)
        entry.text(2, value)
      }
    }
    tensor.integer(14, 1)
  }
}
