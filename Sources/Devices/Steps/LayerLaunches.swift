import Networks
import Tensors

/// Kernels for layers without weights.
struct LayerLaunches {
  let connection: DeviceConnection
  let batch: Int

  /// What computes the layer; nil when no kernel does, and the host must.
  func launches(
    _ layer: any Layer, _ inputs: [DevicePlace], _ output: DevicePlace
  ) throws(DeviceError) -> [Launch]? {
    if layer.storage == .joined { return try joined(inputs, output) }
    if let function = DeviceActivation(layer) { return try element(function, inputs[0], output) }
    switch layer {
    case let layer as MaxPooling2D:
      return try pooled("max_pool", layer.window, inputs[0], output)
    case let layer as AveragePooling2D:
      return try pooled(
        "average_pool", layer.window, countsPadding: layer.countsPadding, inputs[0], output)
    case is GlobalAveragePooling: return try means(inputs[0], output)
    case let layer as LocalResponseNormalization: return try response(layer, inputs[0], output)
    case let layer as BatchNormalization: return try normalized(layer, inputs[0], output)
    case let layer as PReLU: return try sloped(layer, inputs[0], output)
    case is Softmax: return try softmax(inputs[0], output)
    case is Addition: return try added(inputs, output)
    case is Multiplication: return try multiplied(inputs, output)
    case let layer as Slice: return try sliced(layer, inputs[0], output)
    case let layer as Upsampling2D: return try enlarged(layer, inputs[0], output)
    case let layer as Transpose: return try reordered(layer, inputs[0], output)
    default: return nil
    }
  }

  // MARK: Windows

  private func pooled(
    _ name: String, _ window: PoolingWindow, countsPadding: Bool = false, _ input: DevicePlace,
    _ output: DevicePlace
  ) throws(DeviceError) -> [Launch]? {
    guard let windows = Windows(over: input.shape, window.layout) else { return nil }
    let layout = window.layout
    let planes = batch * windows.channels
    let numbers =
      [
        planes, windows.channels, windows.height, windows.width, windows.kernelHeight,
        windows.kernelWidth, layout.stride[0], layout.stride[1],
      ] + layout.padding + [windows.outputHeight, windows.outputWidth] + input.numbers
      + output.numbers + [countsPadding ? 1 : 0]
    let kernel = try connection.kernel(
      name, structure: numbers.map { Int32(truncatingIfNeeded: $0) }, [],
      [input.buffer, output.buffer])
    return [Launch(kernel, forEach: planes * windows.pixels)]
  }

  private func means(_ input: DevicePlace, _ output: DevicePlace) throws(DeviceError) -> [Launch] {
    let (channels, size) = (input.shape[0], input.shape[1] * input.shape[2])
    let kernel = try connection.kernel(
      "plane_means", [channels, size] + input.numbers + output.numbers,
      [input.buffer, output.buffer])
    return [Launch(kernel, groups: [batch * channels], size: [32])]
  }

  private func response(
    _ layer: LocalResponseNormalization, _ input: DevicePlace, _ output: DevicePlace
  ) throws(DeviceError) -> [Launch] {
    let pixels = input.shape[1] * input.shape[2]
    let floats = [
      Float(layer.alpha / Double(layer.size)), Float(layer.beta), Float(layer.base),
    ]
    let numbers =
      [batch * input.count, input.shape[0], pixels, layer.size / 2]
      + floats.map { Int(Int32(bitPattern: $0.bitPattern)) } + input.numbers + output.numbers
    let kernel = try connection.kernel(
      "local_response", numbers, [input.buffer, output.buffer])
    return [Launch(kernel, forEach: batch * input.count)]
  }

  // MARK: Values

  private func element(
    _ function: DeviceActivation, _ input: DevicePlace, _ output: DevicePlace
  ) throws(DeviceError) -> [Launch] {
    let kernel = try connection.kernel(
      "element", structure: function.numbers,
      [batch * input.count, input.count] + input.numbers + output.numbers,
      [input.buffer, output.buffer])
    return [Launch(kernel, forEach: batch * input.count)]
  }

  private func normalized(
    _ layer: BatchNormalization, _ input: DevicePlace, _ output: DevicePlace
  ) throws(DeviceError) -> [Launch] {
    let factors = zip(layer.scale, layer.variance).map {
      Float(Double($0) / (Double($1) + layer.epsilon).squareRoot())
    }
    let numbers = try DeviceBuffer(layer.mean + factors + layer.shift, on: connection)
    let pixels = input.shape.dropFirst().reduce(1, *)
    return try eachValue(
      "normalized", [pixels, input.shape[0]], [numbers], input, output)
  }

  private func sloped(
    _ layer: PReLU, _ input: DevicePlace, _ output: DevicePlace
  ) throws(DeviceError) -> [Launch] {
    let slopes = try DeviceBuffer(layer.slopes, on: connection)
    return try eachValue(
      "sloped", [input.shape.dropFirst().reduce(1, *)], [slopes], input, output)
  }

  /// A kernel over every value of `output`, which has as many as one example of `input`, or another
  /// number where the kernel knows which it takes.
  private func eachValue(
    _ name: String, _ numbers: [Int], _ buffers: [DeviceBuffer], _ input: DevicePlace,
    _ output: DevicePlace
  ) throws(DeviceError) -> [Launch] {
    let kernel = try connection.kernel(
      name, numbers + [batch * output.count, output.count] + input.numbers + output.numbers,
      buffers + [input.buffer, output.buffer])
    return [Launch(kernel, forEach: batch * output.count)]
  }

  private func softmax(_ input: DevicePlace, _ output: DevicePlace) throws(DeviceError)
    -> [Launch]
  {
    let (channels, pixels) = (input.shape[0], input.shape.dropFirst().reduce(1, *))
    let kernel = try connection.kernel(
      "softmax", [channels, pixels] + input.numbers + output.numbers, [input.buffer, output.buffer])
    return [Launch(kernel, groups: [batch * pixels], size: [64])]
  }

  /// The first two, then one more at a time. The output may lie where the first lies, or any other
  /// that is read in the same launch.
  private func added(_ inputs: [DevicePlace], _ output: DevicePlace) throws(DeviceError)
    -> [Launch]
  {
    guard inputs.count > 1 else { return try eachValue("moved", [], [], inputs[0], output) }
    var launches: [Launch] = []
    for (number, next) in inputs.enumerated().dropFirst() {
      let sum = number == 1 ? inputs[0] : output
      let kernel = try connection.kernel(
        "added",
        [batch * output.count, output.count] + sum.numbers + next.numbers
          + output.numbers, [sum.buffer, next.buffer, output.buffer])
      launches.append(Launch(kernel, forEach: batch * output.count))
    }
    return launches
  }

  private func multiplied(_ inputs: [DevicePlace], _ output: DevicePlace) throws(DeviceError)
    -> [Launch]
  {
    let share = inputs[0].count / max(1, inputs[1].count)
    let kernel = try connection.kernel(
      "multiplied",
      [share, batch * output.count, output.count] + inputs[0].numbers
        + inputs[1].numbers + output.numbers,
      [inputs[0].buffer, inputs[1].buffer, output.buffer])
    return [Launch(kernel, forEach: batch * output.count)]
  }

  // MARK: Movement

  /// Those that do not lie in their place already.
  private func joined(_ inputs: [DevicePlace], _ output: DevicePlace) throws(DeviceError)
    -> [Launch]
  {
    var launches: [Launch] = []
    var within = 0
    for input in inputs {
      let place = DevicePlace(
        buffer: output.buffer, first: output.first + within, stride: output.stride,
        shape: input.shape)
      if input.buffer !== place.buffer || input.numbers != place.numbers {
        launches += try eachValue("moved", [], [], input, place)
      }
      within += input.count
    }
    return launches
  }

  private func sliced(_ layer: Slice, _ input: DevicePlace, _ output: DevicePlace)
    throws(DeviceError) -> [Launch]
  {
    let size = input.shape.dropFirst().reduce(1, *)
    let part = DevicePlace(
      buffer: input.buffer, first: input.first + layer.begin * size, stride: input.stride,
      shape: output.shape)
    return try eachValue("moved", [], [], part, output)
  }

  private func enlarged(_ layer: Upsampling2D, _ input: DevicePlace, _ output: DevicePlace)
    throws(DeviceError) -> [Launch]
  {
    let kernel = try connection.kernel(
      "enlarged",
      [batch * output.count, input.shape[1], input.shape[2]] + layer.factors
        + [output.count] + input.numbers + output.numbers, [input.buffer, output.buffer])
    return [Launch(kernel, forEach: batch * output.count)]
  }

  /// nil for more extents than the kernel has room for.
  private func reordered(_ layer: Transpose, _ input: DevicePlace, _ output: DevicePlace)
    throws(DeviceError) -> [Launch]?
  {
    let rank = output.shape.count
    guard rank <= 8 else { return nil }
    let idle = [Int](repeating: 0, count: 8 - rank)
    let order =
      [rank] + output.shape + idle + layer.strides(over: input.shape) + idle
    let numbers = [batch * output.count, output.count] + input.numbers + output.numbers
    let kernel = try connection.kernel(
      "reordered", structure: order.map { Int32(truncatingIfNeeded: $0) }, numbers,
      [input.buffer, output.buffer])
    return [Launch(kernel, forEach: batch * output.count)]
  }
}
