import CompressedModels
import ModelExchange
import Networks
import Operators
import Tensors

/// What one loop becomes: constants, and the calls that compute it.
struct OperatorStep {
  private(set) var parts: Set<RuntimePart> = []
  /// C declarations without their `static const`.
  private(set) var constants: [String] = []
  private(set) var calls: [String] = []
  private let work: OperatorSchedule.Work
  /// Floats of the step's own memory that are taken.
  private var taken = 0

  init(_ work: OperatorSchedule.Work, image: inout WeightImage) {
    self.work = work
    switch work.loop {
    case .function(let function, let count): call(function, count, &image)
    case .pairs(let function, let extents, let left, let right):
      parts.insert(.pairs)
      list("extents", extents)
      list("left", left)
      list("right", right)
      let (a, b) = (pointer(0, &image), pointer(1, &image))
      calls.append(
        "pairs(\(Self.number(of: function)), \(extents.count), extents, left, right, \(a), "
          + "\(b), \(output(0)));")
    case .movement(let movements): move(movements, &image)
    case .product(let product): multiply(product, &image)
    case .matrices(let left, let right, let rows, let depth, let columns):
      parts.insert(.matrices)
      list("left", left)
      list("right", right)
      let (a, b) = (pointer(0, &image), pointer(1, &image))
      calls.append(
        "matrices(\(left.count), left, right, \(rows), \(depth), \(columns), \(a), \(b), "
          + "\(output(0)));")
    case .pooling(let pooling):
      parts.insert(pooling.isMaximum ? .maximumPooling : .averagePooling)
      constants.append(Self.window(pooling.window))
      let arguments = pooling.isMaximum ? "" : pooling.countsPadding ? "1, " : "0, "
      calls.append(
        "\(pooling.isMaximum ? "maximum" : "average")_pooling(&window, \(arguments)"
          + "\(pointer(0, &image)), \(output(0)));")
    case .reduction(let function, let rows):
      parts.insert(.reduction)
      let number = ["sum": 0, "mean": 1, "largest": 2, "smallest": 3][function.rawValue] ?? 0
      calls.append(
        "reduce(\(number), \(Self.text(rows)), \(pointer(0, &image)), \(output(0)));")
    case .softmax(let rows, let isLogarithm):
      parts.insert(.rowSoftmax)
      calls.append(
        "row_softmax(\(isLogarithm ? 1 : 0), \(Self.text(rows)), \(pointer(0, &image)), "
          + "\(output(0)));")
    case .scaling(let factors, let shifts, let rows):
      parts.insert(.scaling)
      constants += [("factors", factors), ("shifts", shifts)].map {
        "struct numbers \($0) = \(image.numbers($1))"
      }
      calls.append(
        "scale(&factors, &shifts, \(Self.text(rows)), \(pointer(0, &image)), \(output(0)));")
    case .normalization(let rows, let length, let epsilon, let hasScale, let hasShift):
      parts.insert(.rowNormalization)
      let x = pointer(0, &image)
      let (scale, shift) = (
        hasScale ? pointer(1, &image) : "0", hasShift ? pointer(2, &image) : "0"
      )
      calls.append(
        "row_normalization(\(rows), \(length), \(Self.literal(epsilon)), \(scale), \(shift), \(x), "
          + "\(output(0)));")
    case .recurrence(let layer): recur(layer, &image)
    }
  }

  // MARK: Operands

  static func expression(_ value: OperatorSchedule.Value) -> String {
    switch value {
    case .input(let index): "input\(index)"
    case .memory(let offset): offset == 0 ? "m" : "m + \(offset)"
    case .constant(let index): "constant\(index)"
    }
  }

  private func output(_ place: Int) -> String {
    guard work.outputs.indices.contains(place), let value = work.outputs[place] else { return "0" }
    return Self.expression(value)
  }

  /// Where an operand's floats are; constants are written into the step's own memory first.
  private mutating func pointer(_ place: Int, _ image: inout WeightImage) -> String {
    guard work.operands.indices.contains(place) else { return "0" }
    switch work.operands[place] {
    case .absent: return "0"
    case .value(let value): return Self.expression(value)
    case .weights: return "0"
    case .constant(let tensor):
      let values = Self.floats(tensor)
      let target = scratch(values.count)
      parts.insert(.spread)
      constants.append("struct numbers constant\(place) = \(image.numbers(values))")
      calls.append("spread(&constant\(place), \(values.count), \(target));")
      return target
    }
  }

  private mutating func scratch(_ count: Int) -> String {
    guard case .memory(let offset) = work.scratch else { return "m" }
    defer { taken += count }
    return Self.expression(.memory(offset + taken))
  }

  private static func floats(_ tensor: TypedTensor) -> [Float] {
    tensor.tensor?.values ?? tensor.numbers.map { Float($0) }
  }

  private mutating func list(_ name: String, _ numbers: [Int]) {
    constants.append(
      "int32_t \(name)[] = {\(numbers.map(String.init).joined(separator: ", "))}")
  }

  private static func text(_ rows: LoweredRows) -> String {
    "\(rows.outer), \(rows.extent), \(rows.inner)"
  }

  private static func literal(_ number: Float) -> String {
    let text = "\(number)"
    return (text.contains(".") || text.contains("e") ? text : text + ".0") + "f"
  }

  private static func window(_ window: LoweredWindow) -> String {
    let numbers =
      [window.channels] + window.input + window.kernel + window.stride + window.padding
      + window.dilation + window.output
    return "struct window window = {\(numbers.map(String.init).joined(separator: ", "))}"
  }

  // MARK: Kinds

  private mutating func call(
    _ function: ElementFunction, _ count: Int, _ image: inout WeightImage
  ) {
    let (name, arguments, part) = Self.element(function)
    parts.insert(part)
    let numbers = (arguments.map(Self.literal) + ["\(count)"]).joined(separator: ", ")
    calls.append("\(name)(\(numbers), \(pointer(0, &image)), \(output(0)));")
  }

  private static func element(_ function: ElementFunction) -> (
    name: String, arguments: [Float], part: RuntimePart
  ) {
    switch function {
    case .relu: ("relu", [], .relu)
    case .negative: ("negative", [], .negative)
    case .absolute: ("absolute", [], .absolute)
    case .sigmoid: ("sigmoid", [], .sigmoid)
    case .tanh: ("hyperbolic_tangent", [], .tanh)
    case .exponential: ("exponentials", [], .exponentials)
    case .logarithm: ("logarithms", [], .logarithms)
    case .squareRoot: ("square_roots", [], .squareRoots)
    case .square: ("squares", [], .squares)
    case .reciprocal: ("reciprocals", [], .reciprocals)
    case .errorFunction: ("error_function", [], .errorFunction)
    case .hardSwish: ("hard_swish", [], .hardSwish)
    case .softplus: ("softplus", [], .softplus)
    case .gelu: ("gelu", [], .gelu)
    case .leakyReLU(let slope): ("leaky_relu", [slope], .leakyRelu)
    case .clip(let low, let high): ("clip", [low, high], .clip)
    case .hardSigmoid(let slope, let offset): ("hard_sigmoid", [slope, offset], .hardSigmoid)
    case .elu(let alpha): ("elu", [alpha], .elu)
    }
  }

  private static func number(of function: PairFunction) -> Int {
    switch function {
    case .sum: 0
    case .difference: 1
    case .product: 2
    case .quotient: 3
    case .larger: 4
    case .smaller: 5
    case .leak: 6
    }
  }

  private mutating func move(_ movements: [LoweredMovement], _ image: inout WeightImage) {
    for (number, movement) in movements.enumerated() {
      let target = output(number)
      // What nobody reads, and what lies there already.
      guard target != "0" else { continue }
      if let filling = movement.filling {
        parts.insert(.fill)
        calls.append("fill(\(Self.literal(filling)), \(movement.count), \(target));")
      }
      for (place, part) in movement.parts.enumerated() {
        let (source, name) = (pointer(part.input, &image), "\(number)_\(place)")
        switch part.path {
        case .gather(let extents, let strides, let offset):
          if source == target { continue }
          parts.insert(.gathering)
          list("extents\(name)", extents)
          list("strides\(name)", strides)
          calls.append(
            "gather(\(extents.count), extents\(name), strides\(name), "
              + "\(Step.expression(source, plus: offset)), \(target));")
        case .scatter(let extents, let strides, let offset):
          parts.insert(.scattering)
          list("extents\(name)", extents)
          list("strides\(name)", strides)
          calls.append(
            "scatter(\(extents.count), extents\(name), strides\(name), \(source), "
              + "\(Step.expression(target, plus: offset)));")
        case .table(let origins):
          parts.insert(.looking)
          list("table\(name)", origins.map { Int($0) })
          calls.append("look(\(origins.count), table\(name), \(source), \(target));")
        }
      }
    }
  }

  /// `struct weights` of an operand: packed ones, or constants as they are.
  private func weights(_ place: Int, bias: String, _ image: inout WeightImage) -> String {
    let members: [String]
    switch work.operands[place] {
    case .weights(let packed):
      members = image.weights(of: packed).filter { !$0.hasPrefix(".bias") }
    case .constant(let tensor):
      members = [
        ".rows = \(tensor.shape.first ?? 1)",
        ".columns = \(tensor.shape.dropFirst().reduce(1, *))", ".entries = \(tensor.count)",
        ".values = \(image.numbers(Self.floats(tensor)))",
      ]
    case .absent, .value: members = []
    }
    return (members + [".bias = \(bias)"]).joined(separator: ",\n      ")
  }

  private func numbers(_ place: Int?, _ image: inout WeightImage) -> String {
    guard let place, work.operands.indices.contains(place),
      case .constant(let tensor) = work.operands[place]
    else { return "{0, 0}" }
    return image.numbers(Self.floats(tensor))
  }

  private mutating func multiply(_ product: LoweredProduct, _ image: inout WeightImage) {
    let bias = numbers(product.bias, &image)
    constants.append(
      "struct weights weights = {\n      \(weights(product.weights, bias: bias, &image))}")
    let x = pointer(0, &image)
    switch product.form {
    case .rows(let vectors):
      parts.insert(.vectors)
      calls.append("vectors(&weights, 0, \(vectors), \(x), \(output(0)));")
    case .columns(let vectors):
      parts.insert(.vectors)
      calls.append("vectors(&weights, 1, \(vectors), \(x), \(output(0)));")
    case .windows(let window, let groups):
      parts.insert(.convolution)
      constants.append(Self.window(window))
      calls.append("convolution(&weights, &window, \(groups), \(x), \(output(0)));")
    case .transposedWindows(let window, let groups):
      parts.insert(.transposedConvolution)
      constants.append(Self.window(window))
      calls.append("transposed_convolution(&weights, &window, \(groups), \(x), \(output(0)));")
    }
  }

  private mutating func recur(_ layer: LoweredRecurrence, _ image: inout WeightImage) {
    let bias = numbers(layer.hasBias ? 3 : nil, &image)
    constants.append("struct weights w = {\n      \(weights(1, bias: bias, &image))}")
    constants.append("struct weights r = {\n      \(weights(2, bias: bias, &image))}")
    let size = "\(layer.length), \(layer.inputs), \(layer.hidden), \(layer.reverses.count)"
    let x = pointer(0, &image)
    for (direction, isReverse) in layer.reverses.enumerated() {
      let place = "\(size), \(direction), \(isReverse ? 1 : 0)"
      let memory = work.scratch.map(Self.expression) ?? "m"
      let (all, last) = (output(0), output(1))
      switch layer.kind {
      case .lstm:
        parts.insert(.lstm)
        calls.append("lstm(&w, &r, \(place), \(x), \(memory), \(all), \(last), \(output(2)));")
      case .gru:
        parts.insert(.gru)
        let after = layer.resetsAfterProduct ? 1 : 0
        calls.append("gru(&w, &r, \(after), \(place), \(x), \(memory), \(all), \(last));")
      case .rnn:
        parts.insert(.rnn)
        calls.append("rnn(&w, &r, \(place), \(x), \(memory), \(all), \(last));")
      }
    }
  }
}
