import Tensors

/// A `.caffemodel`: the weights of Caffe's layers, by name, in protobuf's wire format
/// (caffe.proto). Both the present layers (LayerParameter) and those of 2014 and before
/// (V1LayerParameter).
public struct CaffeModelFile: Sendable {
  /// Weights, and biases if there are some.
  struct Layer: Sendable {
    let name: String
    let blobs: [TypedTensor]
  }

  let layers: [Layer]

  /// message NetParameter: `layers` 2 (V1), `layer` 100. Layers without weights are left out.
  public init(_ bytes: [UInt8]) throws(ModelExchangeError) {
    var reader = ProtobufReader(bytes[...])
    var layers: [Layer] = []
    while let field = try reader.next() {
      switch field.number {
      case 2: layers += try Self.layer(try field.bytes(), name: 4, blobs: 6)
      case 100: layers += try Self.layer(try field.bytes(), name: 1, blobs: 7)
      default: break
      }
    }
    self.layers = layers
  }

  /// Whether the bytes look like one: a layer with a blob.
  public static func recognizes(_ bytes: [UInt8]) -> Bool {
    var reader = ProtobufReader(bytes[...])
    while let field = try? reader.next() {
      guard field.number == 2 || field.number == 100, let layer = try? field.bytes() else {
        continue
      }
      var inner = ProtobufReader(layer)
      while let part = try? inner.next() {
        if part.number == (field.number == 2 ? 6 : 7), case .bytes = part.value { return true }
      }
    }
    return false
  }

  private static func layer(
    _ bytes: ArraySlice<UInt8>, name nameField: Int, blobs blobField: Int
  ) throws(ModelExchangeError) -> [Layer] {
    var reader = ProtobufReader(bytes)
    var name = ""
    var blobs: [TypedTensor] = []
    while let field = try reader.next() {
      if field.number == nameField { name = try field.text() }
      if field.number == blobField { blobs.append(try blob(try field.bytes())) }
    }
    return blobs.isEmpty ? [] : [Layer(name: name, blobs: blobs)]
  }

  /// message BlobProto: num, channels, height, width 1 to 4 (old), data 5, shape 7, double_data 8.
  private static func blob(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> TypedTensor {
    var reader = ProtobufReader(bytes)
    var old = [1, 1, 1, 1]
    var shape: [Int]?
    var values: [Float] = []
    while let field = try reader.next() {
      switch field.number {
      case 1...4: old[field.number - 1] = try field.integer()
      case 5: try field.addFloats(to: &values)
      case 7: shape = try extents(try field.bytes())
      case 8:
        var doubles: [Double] = []
        try field.addDoubles(to: &doubles)
        values += doubles.map { Float($0) }
      default: break
      }
    }
    let extents = shape ?? old
    guard let count = NPYFile.elementCount(extents) else { throw .shapeTooLarge(extents) }
    guard values.count == count else {
      throw .wrongByteCount(expected: 4 * count, found: 4 * values.count)
    }
    return TypedTensor(shape: extents, .float32(values))
  }

  /// message BlobShape
  private static func extents(_ bytes: ArraySlice<UInt8>) throws(ModelExchangeError) -> [Int] {
    var reader = ProtobufReader(bytes)
    var extents: [Int] = []
    while let field = try reader.next() {
      if field.number == 1 { try field.addIntegers(to: &extents) }
    }
    return extents
  }
}

extension CaffeModelFile.Layer {
  /// Whether a blob holds weights of that shape: the same numbers, extents of 1 aside (old files
  /// have four extents).
  func hasShape(_ index: Int, _ shape: [Int]) -> Bool {
    guard blobs.indices.contains(index) else { return false }
    return blobs[index].elements.count == shape.reduce(1, *)
      && blobs[index].shape.filter { $0 != 1 } == shape.filter { $0 != 1 }
  }
}
