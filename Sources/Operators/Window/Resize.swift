import Tensors

/// Images made larger or smaller, one dimension after the other. Upsample is its name before opset
/// 10.
struct Resize: Operator {
  static let names = ["Resize", "Upsample"]

  enum Mode: String, CaseIterable, Sendable {
    case nearest, linear, cubic
  }

  let mode: Mode
  let coordinates: ResizeAxis.Coordinates
  let rounding: ResizeAxis.Rounding
  let filter: ResizeAxis.Filter
  let antialias: Bool
  let excludesOutside: Bool
  let extrapolation: Float
  let sizes: ResizeSizes

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let isOld = node.operation == "Upsample" || node.version < 11
    let word = try node.text("mode") ?? "nearest"
    guard let mode = Mode(rawValue: word == "bilinear" ? "linear" : word) else {
      throw OperatorError("mode='\(word)' is not possible")
    }
    self.mode = mode
    coordinates = isOld ? .asymmetric : try Self.coordinates(&node)
    let roundings = ResizeAxis.Rounding.allCases.filter { $0 != .simple }.map(\.rawValue)
    let rounding = try node.word("nearest_mode", of: roundings)
    self.rounding = isOld ? .simple : ResizeAxis.Rounding(rawValue: rounding) ?? .preferFloor
    filter =
      mode == .cubic ? .cubic(Double(try node.number("cubic_coeff_a", default: -0.75))) : .linear
    _ = try node.number("cubic_coeff_a")
    antialias = try node.flag("antialias")
    excludesOutside = try node.flag("exclude_outside")
    extrapolation = try node.number("extrapolation_value", default: 0)
    sizes = try ResizeSizes(&node, scaleInput: isOld ? 1 : 2)
  }

  private static func coordinates(_ node: inout OperatorNode) throws(OperatorError)
    -> ResizeAxis.Coordinates
  {
    let word = try node.word(
      "coordinate_transformation_mode", of: ResizeAxis.Coordinates.allCases.map(\.rawValue))
    return ResizeAxis.Coordinates(rawValue: word) ?? .halfPixel
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let tensor = try inputs.required(0)
    let axes = try sizes.axes(of: tensor.shape, inputs, crops: coordinates == .cropAndResize)
    let outputShape = axes.map(\.output)
    let count = try Axes.count(outputShape)
    guard count > 0 else {
      return [tensor.elements.visit(EmptyTensor(shape: outputShape))]
    }
    guard tensor.count > 0 else { throw OperatorError("shape \(tensor.shape) is empty") }
    if mode == .nearest, coordinates != .cropAndResize {
      return [tensor.elements.visit(NearestVisitor(axes: axes, resize: self))]
    }
    switch tensor.elements {
    case .float64(let values): return [resized(values, axes).typed]
    case .float32(let values): return [resized(values, axes).typed]
    case .float16(let values):
      let result = resized(values.map { Float($0) }, axes)
      return [TypedTensor(shape: outputShape, result.values.map { Float16($0) })]
    case .uint8(let values):
      let result = resized(values.map { Float($0) }, axes)
      return [TypedTensor(shape: outputShape, result.values.map { rounded($0, UInt8.self) })]
    case .int8(let values):
      let result = resized(values.map { Float($0) }, axes)
      return [TypedTensor(shape: outputShape, result.values.map { rounded($0, Int8.self) })]
    default: throw OperatorError("does not blend elements of type \(tensor.type)")
    }
  }

  private func rounded<Integer: FixedWidthInteger>(_ value: Float, _ type: Integer.Type)
    -> Integer
  {
    QuantizedValues.rounded(antialias ? value : value.rounded(.towardZero), 0, type)
  }

  private func resized<Real: RealElement>(_ values: [Real], _ axes: [ResizeAxis])
    -> RealTensor<Real>
  {
    var result = RealTensor(shape: axes.map(\.input), values: values)
    // What shrinks comes first: nothing in between is larger than the larger of both images.
    let order = axes.indices.sorted {
      axes[$0].output * axes[$1].input < axes[$1].output * axes[$0].input
    }
    for dimension in order where !isWhole(axes[dimension]) {
      let axis = axes[dimension]
      result = Self.blended(result, dimension, taps(axis))
    }
    if coordinates == .cropAndResize { extrapolate(&result, axes) }
    return result
  }

  /// What each output reads along a dimension.
  func taps(_ axis: ResizeAxis) -> [[ResizeAxis.Tap]] {
    mode == .nearest
      ? axis.nearest(coordinates, rounding).map { [ResizeAxis.Tap(index: $0, weight: 1)] }
      : axis.taps(coordinates, filter, antialias: antialias, excludesOutside: excludesOutside)
  }

  /// Whether the dimension stays as it is.
  func isWhole(_ axis: ResizeAxis) -> Bool {
    axis.input == axis.output && axis.scale == 1
      && (coordinates != .cropAndResize || axis.region == (0, 1))
  }

  static func blended<Real: RealElement>(
    _ tensor: RealTensor<Real>, _ dimension: Int, _ taps: [[ResizeAxis.Tap]]
  ) -> RealTensor<Real> {
    let rows = AxisRows(tensor.shape, axis: dimension)
    var shape = tensor.shape
    shape[dimension] = taps.count
    let (width, inner) = (taps.count, rows.inner)
    // One list for all outputs; those of output o begin at starts[o].
    let all = taps.joined().map { (index: $0.index, weight: Real($0.weight)) }
    let starts = taps.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    var output = [Real](repeating: 0, count: rows.outer * width * inner)
    tensor.values.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        guard let source = input.baseAddress, let target = output.baseAddress else { return }
        let (input, output) = (SharedReader(source), SharedPointer(target))
        Parallel.forEachRange(of: rows.outer, grain: (rows.outer + 3) / 4) { range in
          for outer in range {
            for place in 0..<width {
              let sums = output.base + (outer * width + place) * inner
              for number in starts[place]..<starts[place + 1] {
                let terms = input.base + (outer * rows.extent + all[number].index) * inner
                let weight = all[number].weight
                for index in 0..<inner { sums[index] += weight * terms[index] }
              }
            }
          }
        }
      }
    }
    return RealTensor(shape: shape, values: output)
  }

  /// What lies outside of the image in any dimension is the one value.
  private func extrapolate<Real: RealElement>(
    _ tensor: inout RealTensor<Real>, _ axes: [ResizeAxis]
  ) {
    var outside = [false]
    for axis in axes {
      let own = (0..<axis.output).map { axis.isOutside(axis.coordinate($0, coordinates)) }
      outside = outside.flatMap { outer in own.map { outer || $0 } }
    }
    for index in outside.indices where outside[index] {
      tensor.values[index] = Real(extrapolation)
    }
  }
}

private struct EmptyTensor: ElementVisitor {
  let shape: [Int]
  func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
    TypedTensor(shape: shape, [Element]())
  }
}

private struct NearestVisitor: ElementVisitor {
  let axes: [ResizeAxis]
  let resize: Resize

  func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor {
    let strides = Shape.strides(of: axes.map(\.input))
    var starts = [0]
    var row = [0]
    for (dimension, axis) in axes.enumerated() {
      let own = axis.nearest(resize.coordinates, resize.rounding).map { $0 * strides[dimension] }
      if dimension == axes.count - 1 {
        row = own
      } else {
        starts = starts.flatMap { outer in own.map { outer + $0 } }
      }
    }
    let count = starts.count * row.count
    let result = [Element](unsafeUninitializedCapacity: count) { result, filled in
      var target = 0
      for start in starts {
        for offset in row {
          result.initializeElement(at: target, to: elements[start + offset])
          target += 1
        }
      }
      filled = count
    }
    return TypedTensor(shape: axes.map(\.output), result)
  }
}
