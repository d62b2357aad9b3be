import Operators
import Tensors

/// Shared weights as nodes of an ONNX graph: Gather(codebook, codes), which any runtime computes,
/// most of them once when they load the file. Codes take a byte each, or with 16 centroids and
/// fewer half a byte: there are no such numbers before operator set 21, so two share a byte,
///
///     byte = first + 16 second    ->    second = byte / 16,  first = byte - 16 second,
///
/// the first half of the codes in the lower halves, the second in the upper ones.
struct ONNXCodebook {
  /// Fields 1 and 5 of a GraphProto.
  let fields: [UInt8]

  /// Codes go to `data` where there is such a file.
  init(_ shared: SharedWeights, name: String, data: inout ONNXDataFile?) {
    let centroids = shared.centroidsWithZero
    var graph = ProtobufWriter()
    func constant(
      _ part: String, _ type: ElementType, _ shape: [Int], _ numbers: ONNXNumbers
    ) -> String {
      graph.message(5) { tensor in
        if !shape.isEmpty { tensor.packed(1, integers: shape) }
        tensor.integer(2, type.code)
        tensor.text(8, "\(name).\(part)")
        numbers.write(to: &tensor, &data)
      }
      return "\(name).\(part)"
    }
    func node(
      _ operation: String, _ inputs: [String], _ output: String,
      _ setting: (name: String, value: Int)? = nil
    ) -> String {
      graph.message(1) { node in
        for input in inputs { node.text(1, input) }
        node.text(2, output)
        node.text(3, output)
        node.text(4, operation)
        guard let setting else { return }
        node.message(5) { attribute in
          attribute.text(1, setting.name)
          attribute.integer(3, setting.value)
          attribute.integer(20, 2)
        }
      }
      return output
    }
    func part(_ word: String) -> String { "\(name).\(word)" }
    let int32 = ("to", ElementType.int32.code)
    let codebook = constant(
      "codebook", .float32, [centroids.count], ONNXNumbers(LittleEndian.bytes(centroids)))
    let indices: String
    if centroids.count <= 16, shared.mask.count.isMultiple(of: 2) {
      let pairs = ONNXNumbers(pairing: shared)
      let packed = node(
        "Cast", [constant("packed", .uint8, [pairs.count], pairs)], part("bytes"), int32)
      let number = ONNXNumbers(LittleEndian.bytes([Int32(16)]))
      let sixteen = constant("sixteen", .int32, [], number)
      let second = node("Div", [packed, sixteen], part("second"))
      let lifted = node("Mul", [second, sixteen], part("lifted"))
      let first = node("Sub", [packed, lifted], part("first"))
      let flat = node("Concat", [first, second], part("flat"), ("axis", 0))
      let extents = shared.shape.map { Int64($0) }
      let numbers = ONNXNumbers(LittleEndian.bytes(extents))
      let shape = constant("shape", .int64, [extents.count], numbers)
      indices = node("Reshape", [flat, shape], part("indices"))
    } else {
      let stored = constant("codes", shared.codeType, shared.shape, ONNXNumbers(codes: shared))
      indices = node("Cast", [stored], part("indices"), int32)
    }
    _ = node("Gather", [codebook, indices], name, ("axis", 0))
    fields = graph.bytes
  }
}

extension ONNXNumbers {
  /// Two codes a byte, as above. Precondition: an even number of them, each below 16.
  fileprivate init(pairing shared: SharedWeights) {
    let half = shared.mask.count / 2
    self.init(count: half) {
      let codes = shared.codesWithZero
      return (0..<half).map { UInt8(codes[$0]) | UInt8(codes[half + $0]) << 4 }
    }
  }
}
