import Tensors

/// What windows over images may be at most; files are not trusted.
enum WindowLimits {
  static let largestKernel = 1 << 12
  static let largestStride = 1 << 12
  static let largestPadding = (1 << 12) - 1
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
    over image: [Int], _ layout: WindowLayout, of operation: String
  ) throws(NetworkError) -> Windows {
    guard image.count == 3, image.allSatisfy({ $0 > 0 }), product(image, isAtMost: largestImage)
    else {
      throw .wrongInputShape(
        operation: operation, expected: "images [channels, height, width]", found: image)
    }
    guard let windows = Windows(over: image, layout) else {
      throw .wrongInputShape(
        operation: operation,
        expected: "images of at least \(layout.span[0])x\(layout.span[1]) pixels, padding included",
        found: image)
    }
    return windows
  }
}

extension WindowLayout {
  /// `attributes` without those at their defaults.
  var attributes: [String: Attribute] {
    var result: [String: Attribute] = ["kernel": .pair(kernel)]
    if stride != [1, 1] { result["stride"] = .pair(stride) }
    if padding != [0, 0, 0, 0] { result["padding"] = .sides(padding) }
    if dilation != [1, 1] { result["dilation"] = .pair(dilation) }
    if roundsUp { result["ceil"] = .integers([1]) }
    return result
  }
}

extension [String: Attribute] {
  /// A number for both directions, or one for the vertical and one for the horizontal.
  func pair(
    _ name: String, of operation: String, in range: ClosedRange<Int>, default fallback: [Int]? = nil
  )
    throws(NetworkError) -> [Int]
  {
    guard let attribute = self[name] else {
      if let fallback { return fallback }
      throw .missingAttribute(operation: operation, name: name)
    }
    guard case .integers(let values) = attribute, (1...2).contains(values.count),
      values.allSatisfy({ range.contains($0) })
    else {
      throw .badAttribute(
        operation: operation, name: name,
        reason:
          "must be one or two whole numbers between \(range.lowerBound) and \(range.upperBound)")
    }
    return [values[0], values[values.count - 1]]
  }

  /// "padding": one number for all sides, [vertical, horizontal], or [top, left, bottom, right].
  func padding(of operation: String) throws(NetworkError) -> [Int] {
    guard let attribute = self["padding"] else { return [0, 0, 0, 0] }
    guard case .integers(let values) = attribute, [1, 2, 4].contains(values.count),
      values.allSatisfy({ (0...WindowLimits.largestPadding).contains($0) })
    else {
      throw .badAttribute(
        operation: operation, name: "padding",
        reason:
          "must be one, two or four whole numbers between 0 and \(WindowLimits.largestPadding)")
    }
    return (0..<4).map { values[$0 % values.count] }
  }
}

extension Attribute {
  static func pair(_ values: [Int]) -> Attribute {
    .integers(values[0] == values[1] ? [values[0]] : values)
  }

  /// [top, left, bottom, right] in the shortest form.
  static func sides(_ sides: [Int]) -> Attribute {
    sides[0] == sides[2] && sides[1] == sides[3] ? .pair(Array(sides[..<2])) : .integers(sides)
  }
}
