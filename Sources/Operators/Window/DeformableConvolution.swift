import Tensors

/// Convolution whose kernel's places are moved by offsets that are an input (Dai et al. 2017), and
/// weighted by a mask (Zhu et al. 2019).
struct DeformableConvolution: RealOperator {
  static let names = ["DeformConv"]

  let settings: SpatialSettings
  let groups: Int
  let offsetGroups: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
    groups = try node.integer("group", default: 1)
    offsetGroups = try node.integer("offset_group", default: 1)
    guard groups > 0, offsetGroups > 0 else { throw OperatorError("groups are not positive") }
  }

  /// Inputs: images, weights, offsets [batch, offset groups · places · 2, ...], bias,
  /// mask [batch, offset groups · places, ...].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 4...4)
    let weights = try inputs.reals(1, as: type, ranks: 4...4)
    let pass = try ConvolutionPass(
      input.shape, weights.shape, settings: settings, groups: groups)
    let windows = pass.windows
    let offsets = try inputs.reals(2, as: type, ranks: 4...4)
    let mask = try inputs.optionalReals(4, as: type, ranks: 4...4)
    let (batch, channels) = (input.shape[0], input.shape[1])
    guard let shared = Axes.part(of: channels, in: offsetGroups) else {
      throw OperatorError("\(channels) channels do not make \(offsetGroups) groups of offsets")
    }
    let moves = try Axes.count([offsetGroups, windows.places])
    guard offsets.shape == [batch, 2 * moves] + windows.output,
      mask?.shape ?? [batch, moves] + windows.output == [batch, moves] + windows.output
    else { throw OperatorError("offsets \(offsets.shape) do not fit images \(input.shape)") }
    let bias = try inputs.optionalVector(3, as: type, count: weights.shape[0])
    let pixels = windows.outputCount
    let rows = channels * windows.places
    var columns = try RealTensor<Real>(shape: [batch * groups, rows / groups, pixels])
    for index in columns.values.indices {
      let (sample, rest) = (index / (rows * pixels), index % (rows * pixels))
      let (channel, place) = (rest / pixels / windows.places, rest / pixels % windows.places)
      let group = channel / shared
      let move = (sample * offsetGroups + group) * windows.places + place
      let pixel = rest % pixels
      let y = windows.position(
        0, output: pixel / windows.outputWidth, place: place / windows.kernel[1])
      let x = windows.position(
        1, output: pixel % windows.outputWidth, place: place % windows.kernel[1])
      let value = Self.blended(
        input, plane: sample * channels + channel,
        y: Double(y) + Double(offsets.values[2 * move * pixels + pixel]),
        x: Double(x) + Double(offsets.values[(2 * move + 1) * pixels + pixel]))
      columns.values[index] = value * (mask?.values[move * pixels + pixel] ?? 1)
    }
    let kernel = weights.reshaped([1, groups, pass.outputs, rows / groups])
    var output = try BatchedProduct.of(
      kernel, columns.reshaped([batch, groups, rows / groups, pixels])
    ).reshaped(pass.outputShape)
    if let bias {
      for index in output.values.indices {
        output.values[index] += bias[index / pixels % bias.count]
      }
    }
    return [output.typed]
  }

  /// The four pixels around a point; those outside are zero.
  private static func blended<Real: RealElement>(
    _ input: RealTensor<Real>, plane: Int, y: Double, x: Double
  ) -> Real {
    let (height, width) = (input.shape[2], input.shape[3])
    guard y > -1, x > -1, y < Double(height), x < Double(width) else { return 0 }
    let (top, left) = (Int(y.rounded(.down)), Int(x.rounded(.down)))
    var sum: Real = 0
    for row in max(top, 0)...min(top + 1, height - 1) {
      for column in max(left, 0)...min(left + 1, width - 1) {
        let weight = (1 - abs(y - Double(row))) * (1 - abs(x - Double(column)))
        sum += Real(weight) * input.values[(plane * height + row) * width + column]
      }
    }
    return sum
  }
}
