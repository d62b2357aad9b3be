import ModelExchange
import Tensors

/// An ONNX file made in a test, field by field as onnx.proto has them.
public struct ONNXModel: Sendable {
  public struct Node: Sendable {
    public var operation: String
    public var inputs: [String]
    public var output: String
    public var name: String
    public var integers: [String: [Int]]
    public var integer: [String: Int]
    public var number: [String: Float]
    public var text: [String: String]
    public var graph: [String: ONNXModel]
    /// Beside the first one.
    public var otherOutputs: [String]

    public init(
      operation: String, inputs: [String], output: String, name: String = "",
      integers: [String: [Int]] = [:], integer: [String: Int] = [:],
      number: [String: Float] = [:], text: [String: String] = [:],
      graph: [String: ONNXModel] = [:], otherOutputs: [String] = []
    ) {
      (self.operation, self.inputs, self.output, self.name) = (operation, inputs, output, name)
      (self.integers, self.integer, self.number) = (integers, integer, number)
      (self.text, self.graph, self.otherOutputs) = (text, graph, otherOutputs)
    }
  }

  public var version = 13
  /// Of the input "x" of floats; 0 leaves an extent open.
  public var inputShape: [Int]
  public var nodes: [Node] = []
  public var floats: [(name: String, tensor: Tensor)] = []
  public var integers: [(name: String, values: [Int])] = []
  public var output = "y"
  /// Beside "x" and `output`, with the number of onnx.TensorProto.DataType.
  public var otherInputs: [(name: String, type: Int, shape: [Int])] = []
  public var otherOutputs: [String] = []
  /// Ready-made TensorProtos.
  public var tensors: [[UInt8]] = []

  public init(inputShape: [Int] = [0, 4]) { self.inputShape = inputShape }

  public var bytes: [UInt8] {
    ProtobufWriter.message { model in
      model.integer(1, 8)
      model.message(8) { $0.integer(2, version) }
      model.bytes(7, graph(hasInput: true))
    }
  }

  /// message GraphProto; graphs inside nodes have no inputs.
  private func graph(hasInput: Bool) -> [UInt8] {
    ProtobufWriter.message { graph in
      for node in nodes { graph.bytes(1, Self.bytes(of: node)) }
      for (name, tensor) in floats { graph.bytes(5, Self.bytes(name, tensor)) }
      for (name, values) in integers {
        graph.message(5) { tensor in
          tensor.packed(1, integers: [values.count])
          tensor.integer(2, 7)
          tensor.text(8, name)
          tensor.bytes(9, values.flatMap { Self.littleEndian(Int64($0)) })
        }
      }
      for tensor in tensors { graph.bytes(5, tensor) }
      if hasInput {
        graph.bytes(11, Self.value("x", inputShape))
        for (name, type, shape) in otherInputs {
          graph.bytes(11, Self.value(name, shape, type: type))
        }
      }
      for name in [output] + otherOutputs { graph.bytes(12, Self.value(name, nil)) }
    }
  }

  public static func bytes(_ name: String, _ tensor: Tensor) -> [UInt8] {
    ProtobufWriter.message {
      $0.packed(1, integers: tensor.shape)
      $0.integer(2, 1)
      $0.text(8, name)
      $0.bytes(9, tensor.values.flatMap { Self.littleEndian($0.bitPattern) })
    }
  }

  /// nil says nothing about the shape.
  private static func value(_ name: String, _ shape: [Int]?, type: Int = 1) -> [UInt8] {
    ProtobufWriter.message { value in
      value.text(1, name)
      value.message(2) { message in
        message.message(1) { tensor in
          tensor.integer(1, type)
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
      for output in [node.output] + node.otherOutputs { writer.text(2, output) }
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
      for (name, value) in node.graph {
        attribute(name, type: 5) { $0.bytes(6, value.graph(hasInput: false)) }
      }
      for (name, value) in node.text { attribute(name, type: 3) { $0.text(4, value) } }
    }
  }

  private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian, Array.init)
  }
}
