import CompressedModels
import Inference
import Networks
import Tensors

/// What one step of a schedule becomes: the constants that it needs, and the calls that compute it.
struct Step {
  var parts: Set<RuntimePart> = []
  /// Constants in front of the calls, each a C declaration without its `static const`.
  var constants: [String] = []
  /// C calls; `x` and `y` are expressions of the inputs' and the output's places.
  var calls: (_ x: [String], _ y: String) -> [String] = { _, _ in [] }

  /// A call of a function that takes its input and its output last.
  private static func call(_ function: String, _ arguments: [String], part: RuntimePart) -> Step {
    Step(parts: [part]) { x, y in
      ["\(function)(\((arguments + [x[0], y]).joined(separator: ", ")));"]
    }
  }

  /// nil for layers that have no step. `shapes` are those of the inputs, `output` that of the
  /// output, `packed` the layer's weights.
  init?(
    _ layer: any Layer, packed: PackedLayer?, shapes: [[Int]], output: [Int],
    image: inout WeightImage
  ) {
    switch layer {
    case let layer as BatchNormalization: self.init(layer, shape: shapes[0], image: &image)
    case is GlobalAveragePooling:
      let pixels = shapes[0].dropFirst().reduce(1, *)
      self = .call("global_pooling", ["\(shapes[0][0])", "\(pixels)"], part: .globalPooling)
    case let layer as any PoolingLayer: self.init(pooling: layer, shape: shapes[0], output: output)
    case is Addition, is Concatenation: self.init(joining: shapes, isSum: layer is Addition)
    case is Dense, is Convolution2D:
      guard let packed else { return nil }
      self.init(weights: packed, of: layer, shape: shapes[0], output: output, image: &image)
    case let layer as PReLU:
      self = .call(
        "parametric_relu", ["&slope", "\(shapes[0][0])", Self.pixels(shapes[0])], part: .prelu)
      constants = ["struct numbers slope = \(image.numbers(layer.slopes))"]
    case is Multiplication, is Transpose, is Slice, is Upsampling2D:
      self.init(moving: layer, shapes: shapes)
    default: self.init(elementwise: layer, shapes: shapes)
    }
  }

  private static func pixels(_ shape: [Int]) -> String { "\(shape.dropFirst().reduce(1, *))" }

  private init?(elementwise layer: any Layer, shapes: [[Int]]) {
    guard let shape = shapes.first else { return nil }
    let count = "\(shape.reduce(1, *))"
    switch layer {
    case is ReLU: self = .call("relu", [count], part: .relu)
    case let layer as LeakyReLU:
      self = .call(
        "leaky_relu", [layer.negativeSlope.literal, count], part: .leakyRelu)
    case let layer as Clip:
      let low = (layer.lowest ?? -Double(Float.greatestFiniteMagnitude)).literal
      let high = (layer.highest ?? Double(Float.greatestFiniteMagnitude)).literal
      self = .call("clip", [low, high, count], part: .clip)
    case let layer as HardSigmoid:
      self = .call(
        "hard_sigmoid", [layer.steepness.literal, layer.offset.literal, count], part: .hardSigmoid)
    case is HardSwish: self = .call("hard_swish", [count], part: .hardSwish)
    case is SiLU: self = .call("silu", [count], part: .silu)
    case let layer as ELU: self = .call("elu", [layer.alpha.literal, count], part: .elu)
    case is Sigmoid: self = .call("sigmoid", [count], part: .sigmoid)
    case is Tanh: self = .call("hyperbolic_tangent", [count], part: .tanh)
    case is Softmax:
      let pixels = shape.dropFirst().reduce(1, *)
      self = .call("softmax", ["\(shape[0])", "\(pixels)"], part: .softmax)
    default: return nil
    }
  }

  private init(moving layer: any Layer, shapes: [[Int]]) {
    let shape = shapes[0]
    let count = shape.reduce(1, *)
    switch layer {
    case let layer as Transpose:
      self = .call(
        "transpose", ["\(shape.count)", "extents", "strides"], part: .transposition)
      let (extents, strides) = (layer.axes.map { shape[$0] }, layer.strides(over: shape))
      constants = [("extents", extents), ("strides", strides)].map {
        "int32_t \($0)[] = {\($1.map(String.init).joined(separator: ", "))}"
      }
    case let layer as Slice:
      let pixels = count / shape[0]
      self.init(parts: [.copy]) { x, y in
        let part = Self.expression(x[0], plus: layer.begin * pixels)
        return ["copy(\(layer.count * pixels), \(part), \(y));"]
      }
    case let layer as Upsampling2D:
      let numbers = [shape[0] * shape[1], shape[2]] + layer.factors
      self = .call("upsample", numbers.map(String.init), part: .upsampling)
    default:
      // One factor a channel, or one a value.
      let factors = shapes[1].reduce(1, *)
      self.init(parts: [.multiplication]) { x, y in
        ["multiply(\(factors), \(count / max(1, factors)), \(x[0]), \(x[1]), \(y));"]
      }
    }
  }

  private init(
    weights packed: PackedLayer, of layer: any Layer, shape: [Int], output: [Int],
    image: inout WeightImage
  ) {
    let weights =
      """
      struct weights weights = {
            \(image.weights(of: packed).joined(separator: ",\n      "))}
      """
    if let layer = layer as? Convolution2D {
      self = .call(
        "convolution", ["&weights", "&window", "\(layer.groups)"], part: .convolution)
      constants = [weights, Self.window(layer.layout, over: shape, output: output)]
    } else {
      self = .call("dense", ["&weights"], part: .dense)
      constants = [weights]
    }
  }

  private init(pooling layer: any PoolingLayer, shape: [Int], output: [Int]) {
    if let layer = layer as? AveragePooling2D {
      let counts = layer.countsPadding ? "1" : "0"
      self = .call("average_pooling", ["&window", counts], part: .averagePooling)
    } else {
      self = .call("maximum_pooling", ["&window"], part: .maximumPooling)
    }
    constants = [Self.window(layer.window.layout, over: shape, output: output)]
  }

  private static func window(_ layout: WindowLayout, over shape: [Int], output: [Int]) -> String {
    let numbers =
      shape + layout.kernel + layout.stride + layout.padding + layout.dilation + output.dropFirst()
    return "struct window window = {\(numbers.map(String.init).joined(separator: ", "))}"
  }

  private init(_ layer: BatchNormalization, shape: [Int], image: inout WeightImage) {
    let factors = zip(layer.scale, layer.variance).map {
      Float(Double($0) / (Double($1) + layer.epsilon).squareRoot())
    }
    let pixels = shape.dropFirst().reduce(1, *)
    self = .call(
      "normalization", ["&factor", "&mean", "&shift", "\(shape[0])", "\(pixels)"],
      part: .normalization)
    constants = [("factor", factors), ("mean", layer.mean), ("shift", layer.shift)].map {
      "struct numbers \($0) = \(image.numbers($1))"
    }
  }

  private init(joining shapes: [[Int]], isSum: Bool) {
    let sizes = shapes.map { $0.reduce(1, *) }
    self.init(parts: isSum && sizes.count > 1 ? [.addition, .copy] : [.copy]) { x, y in
      var offset = 0
      return zip(x, sizes).enumerated().compactMap { number, input in
        let isAdded = isSum && number > 0
        let place = offset == 0 ? y : Self.expression(y, plus: offset)
        if !isSum { offset += input.1 }
        // What was written into place already needs no copy.
        guard isAdded || input.0 != place else { return nil }
        return "\(isAdded ? "add" : "copy")(\(input.1), \(input.0), \(place));"
      }
    }
  }

  /// "m + 16" plus 8 is "m + 24".
  static func expression(_ base: String, plus offset: Int) -> String {
    let parts = base.split(separator: "+").map { $0.filter { $0 != " " } }
    return "\(parts[0]) + \((parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + offset)"
  }

  init(
    parts: Set<RuntimePart> = [], constants: [String] = [],
    calls: @escaping (_ x: [String], _ y: String) -> [String] = { _, _ in [] }
  ) {
    (self.parts, self.constants, self.calls) = (parts, constants, calls)
  }

  /// The same with what a product takes along: a sum with another value, the last of the inputs,
  /// and an activation.
  func followed(byAddend hasAddend: Bool, _ activation: ActivationFunction, count: Int) -> Step {
    var step = self
    let before = calls
    var after: [String] = []
    switch activation {
    case .identity: break
    case .relu:
      after.append("relu(\(count)")
      step.parts.insert(.relu)
    case .clip(let low, let high):
      after.append("clip(\(Double(low).literal), \(Double(high).literal), \(count)")
      step.parts.insert(.clip)
    case .leaky(let slope):
      after.append("leaky_relu(\(Double(slope).literal), \(count)")
      step.parts.insert(.leakyRelu)
    case .hardSigmoid(let slope, let offset):
      after.append("hard_sigmoid(\(Double(slope).literal), \(Double(offset).literal), \(count)")
      step.parts.insert(.hardSigmoid)
    case .hardSwish:
      after.append("hard_swish(\(count)")
      step.parts.insert(.hardSwish)
    }
    if hasAddend { step.parts.insert(.addition) }
    step.calls = { x, y in
      before(x, y) + (hasAddend ? ["add(\(count), \(x[x.count - 1]), \(y));"] : [])
        + after.map { "\($0), \(y), \(y));" }
    }
    return step
  }
}

extension Double {
  /// The nearest 32-bit float as C writes it; nine digits tell all of them apart.
  fileprivate var literal: String {
    let text = "\(Float(self))"
    return (text.contains(".") || text.contains("e") ? text : text + ".0") + "f"
  }
}
