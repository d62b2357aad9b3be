import CompressedModels
import Networks
import Products
import Tensors

/// Where a program finds the weights of a node.
struct ProgramWeights: Sendable {
  /// What they are, without decoding them.
  let kind: @Sendable (_ node: Int) -> ProductWeights.Kind
  /// Throws when they cannot be decoded.
  let weights: @Sendable (_ node: Int) throws -> ProductWeights

  /// Those of a network: shared ones as codes, all others as floats.
  init(_ network: Network) {
    @Sendable func weights(of node: Int) -> Weights {
      guard let layer = network.nodes[node].layer as? any WeightedLayer else {
        preconditionFailure("node \(node) has no weights")
      }
      return layer.weights
    }
    kind = { node in
      guard let shared = weights(of: node).coded else { return .floats }
      return .codes(
        isFull: shared.mask.survivorCount == shared.mask.count,
        centroids: shared.codebook.count)
    }
    self.weights = { node in
      let weights = weights(of: node)
      return weights.coded.map { .codes(CodebookMatrix($0)) } ?? .floats(weights.tensor)
    }
  }

  /// Those of a packed model, decoded when they are asked for.
  init(_ model: PackedModel) {
    @Sendable func layer(of node: Int) -> PackedLayer {
      guard let layer = model.layers.first(where: { $0.nodeIndex == node }) else {
        preconditionFailure("node \(node) has no weights")
      }
      return layer
    }
    kind = { node in
      let layer = layer(of: node)
      guard layer.isCoded, let codebook = layer.codebook else { return .floats }
      let survivors = model.sizes.layer(layer.name)?.survivorCount
      return .codes(isFull: survivors == layer.weightCount, centroids: codebook.count)
    }
    weights = { node in
      let layer = layer(of: node)
      do throws(ContainerFault) {
        if let matrix = try layer.sparseCodes() { return .codes(matrix) }
        return .floats(try layer.weights().tensor)
      } catch { throw ContainerError(error, at: .init(layer: layer.name)) }
    }
  }
}

extension Weights {
  /// Shared weights whose places a matrix of codes can number.
  fileprivate var coded: SharedWeights? {
    guard case .shared(let shared) = self,
      shared.shape.dropFirst().reduce(1, *) <= CodebookMatrix.mostColumns
    else { return nil }
    return shared
  }
}

extension PackedLayer {
  /// Whether `sparseCodes` gives something.
  fileprivate var isCoded: Bool {
    codebook != nil && shape.dropFirst().reduce(1, *) <= CodebookMatrix.mostColumns
  }
}
