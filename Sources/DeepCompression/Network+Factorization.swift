import Networks
import Tensors

/// Why a layer cannot be replaced by two thinner ones.
public enum FactorizationError: Error, Equatable {
  case rankOutOfRange(layer: String, rank: Int, largest: Int)
  case compressed(layer: String, state: String)
  case grouped(layer: String)
  case matrix(layer: String, SingularValuesError)
  case network(NetworkError)
}

extension FactorizationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rankOutOfRange(let layer, let rank, let largest):
      "\(layer) takes a rank between 1 and \(largest), not \(rank)"
    case .compressed(let layer, let state):
      "\(layer) is \(state) already: only dense weights can be factorized"
    case .grouped(let layer): "\(layer) is a convolution in groups, which cannot be factorized"
    case .matrix(let layer, let error): "\(layer): \(error)"
    case .network(let error): "\(error)"
    }
  }
}

extension Network {
  /// Low-rank approximation by SVD (Denton et al. 2014), what Deep Compression is compared with: W
  /// ≈ L · R with R of `rank` rows. A dense layer `fc1` becomes `fc1_in` (R, no biases) and
  /// `fc1_out` (L, the old biases); a convolution is taken as the matrix [outputs, inputs x height
  /// x width] and becomes a convolution with `rank` outputs and one of 1x1.
  public func factorized(ranks: [String: Int]) throws(FactorizationError) -> Network {
    var nodes: [Node] = []
    var place = [Int](repeating: 0, count: self.nodes.count)
    for (index, node) in self.nodes.enumerated() {
      let inputs = node.inputs.map { $0.placed { place[$0] } }
      if let rank = ranks[node.name], let layer = node.layer as? any WeightedLayer {
        let pair = try Self.pair(layer, node.name, rank: rank)
        nodes.append(Node(name: node.name + "_in", layer: pair.first, inputs: inputs))
        nodes.append(
          Node(name: node.name + "_out", layer: pair.second, inputs: [.node(nodes.count - 1)]))
      } else {
        nodes.append(node.with(layer: node.layer, inputs: inputs))
      }
      place[index] = nodes.count - 1
    }
    do { return try rebuilt(from: nodes) { place[$0] } } catch { throw .network(error) }
  }

  private static func pair(
    _ layer: any WeightedLayer, _ name: String, rank: Int
  ) throws(FactorizationError) -> (first: any Layer, second: any Layer) {
    guard case .dense(let weights) = layer.weights else {
      throw .compressed(layer: name, state: layer.weights.state)
    }
    let (rows, shape) = (weights.shape[0], Array(weights.shape.dropFirst()))
    let matrix = weights.reshaped([rows, shape.reduce(1, *)])
    let largest = min(matrix.shape[0], matrix.shape[1])
    guard (1...max(1, largest)).contains(rank) else {
      throw .rankOutOfRange(layer: name, rank: rank, largest: largest)
    }
    let decomposed: SingularValues
    do { decomposed = try SingularValues(of: matrix) } catch { throw .matrix(layer: name, error) }
    let (left, right) = decomposed.factors(rank: rank)
    guard let convolution = layer as? Convolution2D else {
      return (
        Dense(weights: .dense(right), bias: nil), Dense(weights: .dense(left), bias: layer.bias)
      )
    }
    guard convolution.groups == 1 else { throw .grouped(layer: name) }
    return (
      Convolution2D(
        weights: .dense(right.reshaped([rank] + shape)), bias: nil, layout: convolution.layout),
      Convolution2D(
        weights: .dense(left.reshaped([rows, rank, 1, 1])), bias: layer.bias,
        layout: WindowLayout(kernel: [1, 1]))
    )
  }
}
