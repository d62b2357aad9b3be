import Tensors

struct Transpose: Operator {
  static var names: [String] { ["Transpose"] }

  private let order: [Int]?

  init(_ node: inout OperatorNode) throws(OperatorError) { order = try node.integers("perm") }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let order = order ?? input.shape.indices.reversed()
    guard order.sorted() == Array(input.shape.indices) else {
      throw OperatorError("perm \(order) is no order of \(input.shape.count) dimensions")
    }
    return [input.transposed(order)]
  }
}

/// DepthToSpace: channels become the pixels of blocks; SpaceToDepth is the way back. [N, C, H, W].
struct DepthToSpace: Operator {
  static var names: [String] { ["DepthToSpace", "SpaceToDepth"] }

  private let block: Int
  /// Whether channels come before the place within a block ("CRD"), or behind ("DCR").
  private let hasChannelsFirst: Bool
  private let isInverse: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let block = try node.integer("blocksize"), block > 0, block < 1 << 15 else {
      throw OperatorError("'blocksize' is no block size")
    }
    self.block = block
    hasChannelsFirst = try node.word("mode", of: ["DCR", "CRD"]) == "CRD"
    isInverse = node.operation == "SpaceToDepth"
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard input.shape.count == 4 else { throw OperatorError("takes rank 4, not \(input.shape)") }
    let (n, c, h, w) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3])
    let fits = isInverse ? h % block == 0 && w % block == 0 : c % (block * block) == 0
    guard fits else { throw OperatorError("\(input.shape) does not fit blocks of \(block)") }
    if isInverse {
      let parts = input.reshaped([n, c, h / block, block, w / block, block])
      let moved = parts.transposed(hasChannelsFirst ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4])
      return [moved.reshaped([n, c * block * block, h / block, w / block])]
    }
    let channels = c / (block * block)
    let moved =
      hasChannelsFirst
      ? input.reshaped([n, channels, block, block, h, w]).transposed([0, 1, 4, 2, 5, 3])
      : input.reshaped([n, block, block, channels, h, w]).transposed([0, 3, 4, 1, 5, 2])
    return [moved.reshaped([n, channels, h * block, w * block])]
  }
}
