import Operators
import Testing

struct ShapeOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Expand", "Tile", "Shape", "Size",
    "Concat", "Split", "Slice", "Pad", "CenterCropPad", "Gather", "GatherElements", "GatherND",
    "Scatter", "ScatterElements", "ScatterND", "TensorScatter", "DepthToSpace", "SpaceToDepth",
    "ReverseSequence", "EyeLike", "Trilu", "Constant", "ConstantOfShape", "Range", "OneHot",
    "Compress", "NonZero", "Unique",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    #expect(throws: OperatorError.self) {
      try OperatorRegistry.make(OperatorNode(name, attributes: ["unheardOf": .integer(1)]))
    }
  }
}
