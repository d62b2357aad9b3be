import Tensors

/// What windows over images may be at most; files are not trusted.
enum WindowLimits {
  static let largestKernel = 1 << 12
  static let largestStride = 1 << 12
  static let largestImage = 1 << 28

  /// Whether the product of extents, none negative, stays within the limit; it cannot overflow.
  static func product(_ extents: [Int], isAtMost limit: Int) -> Bool {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow || next > limit { return false }
      product = next
    }
    return true
  }

  /// The windows over images [channels, height, width].
  static func windows(
    over image: [Int], kernel: [Int], stride: Int, padding: Int, roundsUp: Bool = false, of operation: String
  ) throws(NetworkError) -> Windows {
    guard image.count == 3, image.allSatisfy({ $0 > 0 }), product(image, isAtMost: largestImage) else {
      throw .wrongInputShape(operation: operation, expected: "images [channels, height, width]", found: image)
    }
    guard let windows = Windows(over: image, kernel: kernel, stride: stride, padding: padding, roundsUp: roundsUp)
    else {
      throw .wrongInputShape(
        operation: operation, expected: "images of at least \(kernel[0])x\(kernel[1]) pixels, padding included",
        found: image)
    }
    return windows
  }
}

extension [String: Attribute] {
  /// "kernel": one number for a square, or height and width. -> [height, width]
  func kernel(of operation: String) throws(NetworkError) -> [Int] {
    guard let attribute = self["kernel"] else { throw .missingAttribute(operation: operation, name: "kernel") }
    guard case .integers(let values) = attribute, (1...2).contains(values.count),
      values.allSatisfy({ (1...WindowLimits.largestKernel).contains($0) })
    else {
      throw .badAttribute(
        operation: operation, name: "kernel",
        reason: "must be one or two whole numbers between 1 and \(WindowLimits.largestKernel)")
    }
    return [values[0], values[values.count - 1]]
  }

  /// "padding": less than the kernel, so that every window holds a pixel.
  func padding(below kernel: [Int], of operation: String) throws(NetworkError) -> Int {
    try integer("padding", of: operation, in: 0...(Swift.min(kernel[0], kernel[1]) - 1), default: 0)
  }
}

extension Attribute {
  static func kernel(_ kernel: [Int]) -> Attribute {
    .integers(kernel[0] == kernel[1] ? [kernel[0]] : kernel)
  }
}
