import Language
import Networks

/// Strides, paddings and dilations of convolution and pooling: one number, or one for each
/// direction or side.
enum WindowArguments {
  static let padding = Parameter<OneOrMore<Int>>(
    "padding",
    "border around the image: one number, [vertical, horizontal], or [top, left, bottom, right]",
    default: .init([0]))

  /// One number or two, from 1 to 4096.
  static func pair(_ parameter: Parameter<OneOrMore<Int>>, of call: BoundCall) throws -> Attribute {
    try pair(call[parameter].elements, parameter, call)
  }

  static func pair(_ values: [Int], _ parameter: some AnyParameter, _ call: BoundCall) throws
    -> Attribute
  {
    guard (1...2).contains(values.count), values.allSatisfy({ (1...4096).contains($0) }) else {
      let directions = parameter.name == "kernel" ? "height, width" : "vertical, horizontal"
      throw call.fault(
        .value, at: parameter,
        "\(parameter.name) is a whole number from 1 to 4096, or [\(directions)] of such")
    }
    return .integers(values)
  }

  /// nil for no padding.
  static func padding(of call: BoundCall) throws -> Attribute? {
    let values = call[padding].elements
    guard [1, 2, 4].contains(values.count), values.allSatisfy({ (0...4095).contains($0) }) else {
      throw call.fault(
        .value, at: padding,
        """
        padding is a whole number from 0 to 4095, [vertical, horizontal], \
        or [top, left, bottom, right] of such
        """
      )
    }
    return values.allSatisfy { $0 == 0 } ? nil : .integers(values)
  }
}
