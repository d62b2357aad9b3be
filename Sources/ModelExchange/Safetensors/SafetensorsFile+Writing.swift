import Networks
import Tensors

extension SafetensorsFile {
  /// The network's parameters as `Network.arrays` names them. The same network gives the same
  /// bytes.
  public static func write(_ network: Network, form: WeightForm = .values, producer: String = "dcs")
    -> [UInt8]
  {
    write(network.arrays(form), producer: producer)
  }

  /// Arrays with the widest elements first, then by name, so that every one begins at a multiple of
  /// its element's size; the header is filled up with blanks to a multiple of eight bytes.
  public static func write(_ arrays: [String: TypedTensor], producer: String = "dcs") -> [UInt8] {
    let inOrder = arrays.sorted {
      ($1.value.type.bytes, $0.key) < ($0.value.type.bytes, $1.key)
    }
    var header = "{\"__metadata__\":{\"producer\":\(quoted(producer))}"
    var end = 0
    for (name, array) in inOrder {
      let start = end
      end += array.count * array.type.bytes
      let shape = array.shape.map(String.init).joined(separator: ",")
      header +=
        ",\(quoted(name)):{\"dtype\":\"\(ArrayType.of(array.type).safetensors)\","
        + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}"
    }
    header += "}"
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var bytes = LittleEndian.bytes([UInt64(header.utf8.count)]) + Array(header.utf8)
    bytes.reserveCapacity(bytes.count + end)
    for (_, array) in inOrder { bytes += array.bytes }
    return bytes
  }

  /// As JSON wants it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
