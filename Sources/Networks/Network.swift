import Tensors

/// A directed acyclic graph of layers; a chain is the common case. The last node is the output.
public struct Network: Sendable {
  /// One layer in its place.
  public struct Node: Sendable {
    public let name: String
    public var layer: any Layer
    /// Where its inputs come from: indices of earlier nodes, or `networkInput`.
    public let inputs: [Int]

    public init(name: String, layer: any Layer, inputs: [Int]) {
      (self.name, self.layer, self.inputs) = (name, layer, inputs)
    }
  }

  /// The index that stands for the network's own input.
  public static let networkInput = -1

  /// Shape of one example, without the batch dimension.
  public let inputShape: [Int]
  /// In an order in which every node follows its inputs.
  public private(set) var nodes: [Node]

  /// Checks names, order and shapes.
  public init(inputShape: [Int], nodes: [Node]) throws(NetworkError) {
    self.inputShape = inputShape
    self.nodes = nodes
  }
}
