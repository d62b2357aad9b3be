import Language
import Networks

/// What `maxpool` and `avgpool` share.
enum PoolingArguments {
  static let kernel = Parameter<OneOrMore<Int>>("kernel", "pixels on a side of the window, or [height, width]")
  static let stride = Parameter<Int?>(
    "stride", "pixels from one window to the next; none: the window's height", default: nil)
  static let padding = Parameter<Int>("padding", "border around the image, less than the window", default: 0)
  static let roundsUp = Parameter<Bool>("ceil", "whether a last window may hang over the edge (Caffe)", default: false)
  static let all: [any AnyParameter] = [kernel, stride, padding, roundsUp]

  static func attributes(of call: BoundCall) throws -> [String: Attribute] {
    try call.require(padding, in: 0...4095)
    var attributes: [String: Attribute] = ["kernel": try call.kernel(kernel)]
    if let stride = call[stride] {
      guard (1...4096).contains(stride) else {
        throw call.fault(.value, at: Self.stride, "stride must be between 1 and 4096, not \(stride)")
      }
      attributes["stride"] = .integers([stride])
    }
    if call[padding] != 0 { attributes["padding"] = .integers([call[padding]]) }
    if call[roundsUp] { attributes["ceil"] = .integers([1]) }
    return attributes
  }
}

extension BoundCall {
  /// The extents of a window: one number for a square, or height and width.
  func kernel(_ parameter: Parameter<OneOrMore<Int>>) throws -> Attribute {
    let extents = self[parameter].elements
    guard (1...2).contains(extents.count), extents.allSatisfy({ (1...4096).contains($0) }) else {
      throw fault(
        .value, at: parameter, "\(parameter.name) is a whole number from 1 to 4096, or [height, width] of such")
    }
    return .integers(extents)
  }
}
