import ModelExchange
import Tensors

/// An ONNX file made in a test, field by field as onnx.proto has them.
struct ONNXModel {
  struct Node {
    var operation: String
    var inputs: [String]
    var output: String
    /// After the first.
    var moreOutputs: [String] = []
    var name = ""
    var integers: [String: [Int]] = [:]
    var integer: [String: Int] = [:]
    var number: [String: Float] = [:]
    var text: [String: String] = [:]
  }

  var version = 13
  /// 0 leaves an extent open.
  var inputShape: [Int] = [0, 4]
  var nodes: [Node] = []
  var floats: [(name: String, tensor: Tensor)] = []
  var integers: [(name: String, values: [Int])] = []
  var output = "y"
  /// Ready-made TensorProtos.
  var tensors: [[UInt8]] = []

  var bytes: [UInt8] {
    ProtobufWriter.message { model in
      model.integer(1, 8)
      model.message(8) { $0.integer(2, version) }
      model.message(7) { graph in
        for node in nodes { graph.bytes(1, Self.bytes(of: node)) }
        for (name, tensor) in floats { graph.bytes(5, Self.bytes(name, tensor)) }
        for (name, values) in integers {
          graph.message(5) { tensor in
            tensor.packed(1, integers: [values.count])
            tensor.integer(2, 7)
            tensor.text(8, name)
            tensor.bytes(9, values.flatMap { littleEndian(Int64($0)) })
          }
        }
        for tensor in tensors { graph.bytes(5, tensor) }
        graph.bytes(11, Self.value("x", inputShape))
        graph.bytes(12, Self.value(output, nil))
      }
    }
  }

  static func bytes(_ name: String, _ tensor: Tensor) -> [UInt8] {
    ProtobufWriter.message {
      $0.packed(1, integers: tensor.shape)
      $0.integer(2, 1)
      $0.text(8, name)
      $0.bytes(9, tensor.values.flatMap { littleEndian($0.bitPattern) })
    }
  }

  /// nil says nothing about the shape.
  private static func value(_ name: String, _ shape: [Int]?) -> [UInt8] {
    ProtobufWriter.message { value in
      value.text(1, name)
      value.message(2) { type in
        type.message(1) { tensor in
          tensor.integer(1, 1)
          guard let shape else { return }
          tensor.message(2) { dimensions in
            for extent in shape {
              dimensions.message(1) { extent > 0 ? $0.integer(1, extent) : $0.text(2, "batch") }
            }
          }
        }
      }
    }
  }

  private static func bytes(of node: Node) -> [UInt8] {
    ProtobufWriter.message { writer in
      for input in node.inputs { writer.text(1, input) }
      for output in [node.output] + node.moreOutputs { writer.text(2, output) }
      if !node.name.isEmpty { writer.text(3, node.name) }
      writer.text(4, node.operation)
      /// `type` is onnx.AttributeProto.AttributeType.
      func attribute(_ name: String, type: Int, _ value: (inout ProtobufWriter) -> Void) {
        writer.message(5) {
          $0.text(1, name)
          value(&$0)
          $0.integer(20, type)
        }
      }
      for (name, values) in node.integers {
        attribute(name, type: 7) { for value in values { $0.integer(8, value) } }
      }
      for (name, value) in node.integer { attribute(name, type: 2) { $0.integer(3, value) } }
      for (name, value) in node.number { attribute(name, type: 1) { $0.float(2, value) } }
      for (name, value) in node.text { attribute(name, type: 3) { $0.text(4, value) } }
    }
  }
}
