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

  public static func write(_ arrays: [String: TypedTensor], producer: String = "dcs") -> [UInt8] {
    let written = inOrder(
      arrays.map { name, array in
        WrittenArray(name: name, shape: array.shape, type: array.type.code) { array.bytes }
      })
    var bytes = header(written, producer)
    bytes.reserveCapacity(bytes.count + written.reduce(0) { $0 + $1.byteCount })
    for array in written { bytes += arrays[array.name]?.bytes ?? [] }
    return bytes
  }

  /// The same array by array: no more than one a thread need be in memory. `append` gets the bytes
  /// in order, `monitor` is told of them.
  public static func write(
    _ arrays: [WrittenArray], producer: String = "dcs", monitor: WorkMonitor<WorkDone> = .none,
    append: ([UInt8]) throws -> Void
  ) throws {
    let arrays = inOrder(arrays)
    let header = header(arrays, producer)
    try append(header)
    let total = header.count + arrays.reduce(0) { $0 + $1.byteCount }
    var done = header.count
    try MadePieces.write(
      arrays.count, { try arrays[$0].bytes() },
      then: { _, bytes in
        try append(bytes)
        done += bytes.count
        try monitor.tell(WorkDone(done, of: total))
      })
  }

  /// Arrays with the widest elements first, then by name, so that every one begins at a multiple of
  /// its element's size.
  private static func inOrder(_ arrays: [WrittenArray]) -> [WrittenArray] {
    arrays.sorted { ($1.elementBytes, $0.name) < ($0.elementBytes, $1.name) }
  }

  /// Filled up with blanks to a multiple of eight bytes, after its own length.
  private static func header(_ arrays: [WrittenArray], _ producer: String) -> [UInt8] {
    var header = "{\"__metadata__\":{\"producer\":\(quoted(producer))}"
    var end = 0
    for array in arrays {
      let start = end
      end += array.byteCount
      let shape = array.shape.map(String.init).joined(separator: ",")
      header +=
        ",\(quoted(array.name)):{\"dtype\":\"\(typeName(of: array.type))\","
        + "\"shape\":[\(shape)],\"data_offsets\":[\(start),\(end)]}"
    }
    header += "}"
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    return LittleEndian.bytes([UInt64(header.utf8.count)]) + Array(header.utf8)
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
