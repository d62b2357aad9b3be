import Operators
import Tensors

extension ONNXTranslator {
  /// What the translator reads of each operator that it knows. A node that says more is none of
  /// its: nothing is passed over.
  private static let attributes: [String: Set<String>] = {
    let none: Set<String> = []
    let window: Set<String> = ["auto_pad", "dilations", "kernel_shape", "pads", "strides"]
    return [
      "Add": none, "Sub": none, "Mul": none, "Div": none, "Sum": none, "MatMul": none,
      "Relu": none, "Sigmoid": none, "Tanh": none, "Identity": none,
      "GlobalAveragePool": none, "GlobalMaxPool": none,
      "Conv": window.union(["group"]),
      "MaxPool": window.union(["ceil_mode", "storage_order"]),
      "AveragePool": window.union(["ceil_mode", "count_include_pad"]),
      "Gemm": ["alpha", "beta", "transA", "transB"],
      "BatchNormalization": ["epsilon", "momentum", "spatial", "training_mode"],
      "ReduceMean": ["axes", "keepdims"],
      "Concat": ["axis"], "Flatten": ["axis"], "Softmax": ["axis"], "Gather": ["axis"],
      "Reshape": ["allowzero"], "Squeeze": ["axes"], "Unsqueeze": ["axes"], "Shape": none,
      "Cast": ["to", "saturate"], "Clip": ["min", "max"], "Dropout": ["ratio", "seed"],
      "LRN": ["alpha", "beta", "bias", "size"], "LeakyRelu": ["alpha"],
      "HardSigmoid": ["alpha", "beta"], "HardSwish": none, "Swish": ["alpha"], "Elu": ["alpha"],
      "PRelu": none, "Transpose": ["perm"], "ReduceMax": ["axes", "keepdims"],
      "Slice": ["starts", "ends", "axes"], "Split": ["axis", "split", "num_outputs"],
      "Upsample": ["mode", "scales"],
      // Those that are not read say nothing about the nearest pixel.
      "Resize": [
        "coordinate_transformation_mode", "cubic_coeff_a", "exclude_outside",
        "extrapolation_value", "mode", "nearest_mode",
      ],
      "Constant": [
        "value", "value_float", "value_floats", "value_int", "value_ints",
      ],
    ]
  }()

  static func understands(_ node: ONNXGraph.Node) -> Bool {
    guard let known = attributes[node.operation],
      known.isSuperset(of: node.attributes.keys),
      node.attributes.values.allSatisfy({ $0.reference == nil })
    else { return false }
    switch node.operation {
    case "BatchNormalization":
      return node.integer("training_mode", default: 0) == 0
        && node.integer("spatial", default: 1) == 1
    case "Reshape": return node.integer("allowzero", default: 0) == 0
    // The mode of training is the third input.
    case "Dropout": return node.inputs.count < 3
    case "Swish": return node.number("alpha", default: 1) == 1
    case "MaxPool": return node.integer("storage_order", default: 0) == 0
    default: return true
    }
  }

  /// Whether a Cast changes nothing: of what layers compute, to floats; of whole numbers, to whole
  /// numbers that hold them.
  func isPlainCast(_ node: ONNXGraph.Node) -> Bool {
    guard let type = ElementType(code: node.integer("to", default: 0)),
      let input = node.input(0)
    else { return false }
    guard let constant = constants[input] else { return type == .float32 }
    return constant.isFractional ? type == .float32 : [.int64, .int32].contains(type)
  }
}
