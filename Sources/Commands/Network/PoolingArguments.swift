import Language
import Networks

/// What `maxpool` and `avgpool` share.
enum PoolingArguments {
  static let kernel = Parameter<OneOrMore<Int>>(
    "kernel", "pixels on a side of the window, or [height, width]")
  static let stride = Parameter<OneOrMore<Int>?>(
    "stride",
    "pixels from one window to the next, or [vertical, horizontal]; none: the window's size",
    default: nil)
  static let roundsUp = Parameter<Bool>(
    "ceil", "whether a last window may hang over the edge (Caffe)", default: false)
  static let all: [any AnyParameter] = [kernel, stride, WindowArguments.padding, roundsUp]

  static func attributes(of call: BoundCall) throws -> [String: Attribute] {
    var attributes: [String: Attribute] = ["kernel": try WindowArguments.pair(kernel, of: call)]
    if let given = call[stride] {
      attributes["stride"] = try WindowArguments.pair(given.elements, stride, call)
    }
    attributes["padding"] = try WindowArguments.padding(of: call)
    if call[roundsUp] { attributes["ceil"] = .integers([1]) }
    return attributes
  }
}
