import ModelExchange

/// What a model says of a tensor, as far as tests look: read field by field (onnx.proto).
struct StoredTensor: Equatable {
  var name = ""
  var rawCount: Int?
  var isExternal = false
  var location = ""
  var offset = 0
  var length = 0

  /// The initializers of a model: ModelProto.graph 7, GraphProto.initializer 5.
  static func all(in model: [UInt8]) throws -> [StoredTensor] {
    try fields(model[...], 7).flatMap { try fields($0.bytes(), 5) }.map {
      try StoredTensor($0.bytes())
    }
  }

  private static func fields(_ bytes: ArraySlice<UInt8>, _ number: Int) throws
    -> [ProtobufReader.Field]
  {
    var reader = ProtobufReader(bytes)
    var found: [ProtobufReader.Field] = []
    while let field = try reader.next() {
      if field.number == number { found.append(field) }
    }
    return found
  }

  private init(_ bytes: ArraySlice<UInt8>) throws {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 8: name = try field.text()
      case 9: rawCount = try field.bytes().count
      case 13:
        let entry = try field.bytes()
        let key = try Self.fields(entry, 1)[0].text()
        let value = try Self.fields(entry, 2)[0].text()
        switch key {
        case "location": location = value
        case "offset": offset = Int(value) ?? -1
        case "length": length = Int(value) ?? -1
        default: break
        }
      case 14: isExternal = try field.integer() == 1
      default: break
      }
    }
  }
}
