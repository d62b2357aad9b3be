import ModelExchange
import Tensors

extension ONNXModel {
  /// A network whose tensors are in every form that a file has for numbers, some of them large
  /// enough for a file of their own: raw floats and halves, codes of 8 bits, floats that are listed
  /// one by one, a matrix that is mostly zeros, a table of whole numbers.
  ///
  ///     y = (((x f) w (codes / 16 - 8)) listed + shift) sparse;  t = table[ids]
  public static var stored: ONNXModel {
    var model = ONNXModel(inputShape: [0, 4])
    model.otherInputs = [("ids", 7, [0, 2])]
    model.otherOutputs = ["t"]
    let sparse = Tensor.normal([64, 8], seed: 6)
    model.floats = [
      ("f", .normal([4, 64], seed: 1)), ("shift", .normal([64], seed: 5)),
      (
        "sparse",
        Tensor(
          shape: sparse.shape,
          values: sparse.values.enumerated().map { $0 % 4 == 0 ? $1 : 0 })
      ),
      ("scale", Tensor(shape: [], values: [0.0625])),
    ]
    model.integers = [("table", (0..<200).map { 3 * $0 })]
    let halves = Tensor.normal([64, 64], seed: 2).values.flatMap { value in
      let bits = Float16(value).bitPattern
      return [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
    }
    model.tensors = [
      raw("w", type: 10, [64, 64], halves),
      raw("codes", type: 2, [64, 16], (0..<1024).map { UInt8(truncatingIfNeeded: $0 * 37) }),
      raw("zero", type: 2, [], [128]),
      ProtobufWriter.message {
        $0.packed(1, integers: [16, 64])
        $0.integer(2, 1)
        $0.packed(4, floats: Tensor.normal([16, 64], seed: 4).values)
        $0.text(8, "listed")
      },
    ]
    model.nodes = [
      Node(operation: "MatMul", inputs: ["x", "f"], output: "a"),
      Node(operation: "Cast", inputs: ["w"], output: "wide", integer: ["to": 1]),
      Node(operation: "MatMul", inputs: ["a", "wide"], output: "b"),
      Node(operation: "DequantizeLinear", inputs: ["codes", "scale", "zero"], output: "c"),
      Node(operation: "MatMul", inputs: ["b", "c"], output: "d"),
      Node(operation: "MatMul", inputs: ["d", "listed"], output: "e"),
      Node(operation: "Add", inputs: ["e", "shift"], output: "g"),
      Node(operation: "MatMul", inputs: ["g", "sparse"], output: "y"),
      Node(operation: "Gather", inputs: ["table", "ids"], output: "t"),
    ]
    return model
  }

  private static func raw(_ name: String, type: Int, _ shape: [Int], _ bytes: [UInt8]) -> [UInt8] {
    ProtobufWriter.message {
      if !shape.isEmpty { $0.packed(1, integers: shape) }
      $0.integer(2, type)
      $0.text(8, name)
      $0.bytes(9, bytes)
    }
  }
}
