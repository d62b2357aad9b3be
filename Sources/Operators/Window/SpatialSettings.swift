import Tensors

/// How a node says its windows lie: attributes of convolution and pooling.
struct SpatialSettings: Sendable {
  enum Padding: String, CaseIterable, Sendable {
    case explicit = "NOTSET"
    case valid = "VALID"
    case sameUpper = "SAME_UPPER"
    case sameLower = "SAME_LOWER"
  }

  /// Products of two numbers of a node and an extent stay within 64 bits.
  static let largest = 1 << 28

  let kernel: [Int]?
  let padding: Padding
  private let strides: [Int]?
  private let dilations: [Int]?
  /// Before, then after each dimension; negative ones cut.
  private let pads: [Int]?
  /// Whether a last window may hang over the edge.
  let roundsUp: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    kernel = try node.integers("kernel_shape")
    strides = try node.integers("strides")
    dilations = try node.integers("dilations")
    pads = try node.integers("pads")
    let word = try node.word("auto_pad", of: Padding.allCases.map(\.rawValue))
    padding = Padding(rawValue: word) ?? .explicit
    roundsUp = try node.flag("ceil_mode")
    for list in [kernel, strides, dilations] {
      guard (list ?? []).allSatisfy({ (1...Self.largest).contains($0) }) else {
        throw OperatorError("kernel, strides and dilations are not positive, or too large")
      }
    }
    guard (pads ?? []).allSatisfy({ (-Self.largest...Self.largest).contains($0) }) else {
      throw OperatorError("pads \(pads ?? []) are too large")
    }
  }

  /// One number for each dimension.
  private static func extended(_ list: [Int]?, rank: Int) throws(OperatorError) -> [Int] {
    guard let list, !list.isEmpty else { return Array(repeating: 1, count: rank) }
    guard list.count == rank else { throw OperatorError("\(list) is not of \(rank) dimensions") }
    return list
  }

  func steps(rank: Int) throws(OperatorError) -> (stride: [Int], dilation: [Int]) {
    (try Self.extended(strides, rank: rank), try Self.extended(dilations, rank: rank))
  }

  func explicitPads(rank: Int) throws(OperatorError) -> (leading: [Int], trailing: [Int]) {
    guard padding == .explicit, let pads, !pads.isEmpty else {
      return (Array(repeating: 0, count: rank), Array(repeating: 0, count: rank))
    }
    guard pads.count == 2 * rank else {
      throw OperatorError("pads \(pads) are not of \(rank) dimensions")
    }
    return (Array(pads[..<rank]), Array(pads[rank...]))
  }

  /// The same for kernels of one or two dimensions, of one as of images with one row; nil where
  /// extents of the image decide the padding, or where it cuts.
  func layout(kernel: [Int]) -> WindowLayout? {
    let rank = kernel.count
    guard padding == .explicit || padding == .valid, !roundsUp,
      kernel.allSatisfy({ $0 > 0 }), let steps = try? steps(rank: rank),
      let pads = try? explicitPads(rank: rank),
      (pads.leading + pads.trailing).allSatisfy({ $0 >= 0 })
    else { return nil }
    let missing = 2 - rank
    func both(_ numbers: [Int], _ neutral: Int) -> [Int] {
      Array(repeating: neutral, count: missing) + numbers
    }
    return WindowLayout(
      kernel: both(kernel, 1), stride: both(steps.stride, 1),
      padding: both(pads.leading, 0) + both(pads.trailing, 0), dilation: both(steps.dilation, 1))
  }

  /// The windows of `kernel` over an image of these extents.
  func windows(over input: [Int], kernel: [Int]) throws(OperatorError) -> SpatialWindows {
    let rank = input.count
    guard rank > 0, kernel.count == rank, kernel.allSatisfy({ $0 > 0 }) else {
      throw OperatorError("a kernel \(kernel) does not fit an image \(input)")
    }
    if let own = self.kernel, own != kernel {
      throw OperatorError("kernel_shape \(own) is not that of the weights \(kernel)")
    }
    let (stride, dilation) = try steps(rank: rank)
    var (leading, trailing) = try explicitPads(rank: rank)
    var output: [Int] = []
    for dimension in 0..<rank {
      let span = (kernel[dimension] - 1) * dilation[dimension] + 1
      if padding == .sameUpper || padding == .sameLower {
        let count = (input[dimension] + stride[dimension] - 1) / stride[dimension]
        let total = max(0, (count - 1) * stride[dimension] + span - input[dimension])
        leading[dimension] = padding == .sameUpper ? total / 2 : total - total / 2
        trailing[dimension] = total - leading[dimension]
        output.append(count)
        continue
      }
      let room = input[dimension] + leading[dimension] + trailing[dimension] - span
      guard room >= 0, input[dimension] > 0 else {
        throw OperatorError("a kernel \(kernel) does not fit an image \(input)")
      }
      var count = (room + (roundsUp ? stride[dimension] - 1 : 0)) / stride[dimension] + 1
      // A window that would begin behind the image is none.
      if roundsUp, (count - 1) * stride[dimension] >= input[dimension] + leading[dimension] {
        count -= 1
      }
      output.append(count)
    }
    _ = try Axes.count(output)
    _ = try Axes.count(kernel)
    return SpatialWindows(
      input: input, kernel: kernel, stride: stride, dilation: dilation, leading: leading,
      trailing: trailing, output: output)
  }
}
