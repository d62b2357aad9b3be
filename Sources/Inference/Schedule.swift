import Networks
import Tensors

/// The steps that compute a network, in order, and where their values lie: what a program runs and
/// what source text prints. It knows no machine and no weights.
///
/// What follows a product (a bias, a sum with another value, an activation) is part of its step;
/// batch normalization is folded into the product before it where its weights are there; what only
/// renames values takes no step; and what is concatenated is written into place.
public struct Schedule: Sendable {
  /// One piece of work.
  public struct Step: Sendable {
    /// The node that it computes, and those after it that it computes along with it.
    public let nodes: [Int]
    /// Whether the first node has weights.
    public let isProduct: Bool
    /// What is added to the sums of a product, before its activation: another value.
    public let addend: Network.Source?
    public let activation: ActivationFunction
    /// The values that it reads.
    public let inputs: [Network.Source]

    /// The node whose value it gives.
    public var output: Int { nodes[nodes.count - 1] }
  }

  /// Where a node's value lies.
  public enum Place: Sendable, Equatable {
    /// An input of the network, which is never written.
    case input(Int)
    /// From this float of the block on; the next example begins `stride` floats behind. (With more
    /// examples than one, offsets grow with their number, strides do not.)
    case block(offset: Int, within: Int, stride: Int)
    /// It is never there: a step computes what follows along with it.
    case nowhere
  }

  public let network: Network
  public let steps: [Step]
  /// Of each node's value.
  public let places: [Place]
  /// Floats that one example takes in the block.
  public let size: Int
  /// No plan takes less.
  public let lowerBound: Int

  /// Whether there can be one: all values are batches of floats, one of each layer.
  public static func plans(_ network: Network) -> Bool {
    network.inputs.allSatisfy { $0.type.isExamples }
      && network.valueTypes.allSatisfy { $0.count == 1 && $0[0].isExamples }
  }

  /// Precondition: it `plans` the network.
  /// Offsets are multiples of `alignment` floats; a line of the cache has sixteen.
  public init(_ network: Network, alignment: Int = 16) {
    precondition(Self.plans(network), "such a network runs layer by layer")
    let network = (try? network.foldingBatchNormalization()) ?? network
    let steps = Fusion(network).steps
    let plan = ValuePlan(network, steps: steps, alignment: alignment)
    (self.network, self.steps, places) = (network, steps, plan.places)
    (size, lowerBound) = (plan.memory.size, plan.memory.lowerBound)
  }

  /// The shape of a value, without the batch.
  public func shape(of source: Network.Source) -> [Int] { network.shape(of: source) }

  public func place(of source: Network.Source) -> Place {
    switch source {
    case .input(let number): .input(number)
    case .node(let node, _): places[node]
    }
  }
}
