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

  /// Gives the bytes of the file, tensor by tensor, to `append`.
  public func write(_ append: ([UInt8]) throws -> Void) rethrows {
    var end = 0
    for (offset, numbers) in tensors {
      if offset > end { try append([UInt8](repeating: 0, count: offset - end)) }
      try append(numbers.bytes())
      end = offset + numbers.count
    }
  }
}

/// The numbers of a tensor that is written, in bytes that are made when they are wanted.
struct ONNXNumbers: Sendable {
  let count: Int
  let bytes: @Sendable () -> [UInt8]

  /// `bytes` gives `count` of them.
  init(count: Int, _ bytes: @escaping @Sendable () -> [UInt8]) {
    (self.count, self.bytes) = (count, bytes)
  }

  init(_ bytes: [UInt8]) { self.init(count: bytes.count) { bytes } }

  /// Fields of a TensorProto: raw_data 9 where they stay in the model; external_data 13 and
  /// data_location 14, which is EXTERNAL, where they go to the file beside it.
  func write(to tensor: inout ProtobufWriter, _ data: inout ONNXDataFile?) {
    guard count >= ONNXDataFile.smallest, let offset = data?.add(self), let name = data?.name else {
      return tensor.bytes(9, bytes())
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
