import Tensors

/// How one layer holds its weights. The layer's arithmetic is the same for all of them; a network may mix them.
public enum Weights: Sendable, Equatable {
  case dense(Tensor)
  case pruned(PrunedWeights)
  case shared(SharedWeights)
  /// Made from a packed file for inference: sparse rows of codes, with the shape of the weights.
  case compact(CodebookMatrix, shape: [Int])

  public var shape: [Int] {
    switch self {
    case .dense(let tensor): tensor.shape
    case .pruned(let pruned): pruned.shape
    case .shared(let shared): shared.shape
    case .compact(_, let shape): shape
    }
  }

  /// Every weight as a float.
  public var tensor: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .pruned(let pruned): pruned.values
    case .shared(let shared): shared.dense()
    case .compact(let matrix, let shape): matrix.dense().reshaped(shape)
    }
  }

  /// Which weights survive; nil when nothing was pruned.
  public var mask: Mask? {
    switch self {
    case .dense: nil
    case .pruned(let pruned): pruned.mask
    case .shared(let shared): shared.mask
    case .compact(let matrix, let shape): matrix.mask.reshaped(shape)
    }
  }

  public var count: Int { shape.reduce(1, *) }

  public var survivorCount: Int {
    if case .compact(let matrix, _) = self { return matrix.codes.count }
    return mask?.survivorCount ?? count
  }

  /// The word for the state in tables and files.
  public var state: String {
    switch self {
    case .dense: "dense"
    case .pruned: "pruned"
    case .shared: "shared"
    case .compact: "compact"
    }
  }

  /// input [N, columns] · weightsᵀ [columns, rows] -> [N, rows], where rows = shape[0] and columns is all the rest.
  public func multiplied(by input: Tensor) -> Tensor {
    switch self {
    case .dense(let tensor): Self.product(input, tensor)
    case .pruned(let pruned): Self.product(input, pruned.values)
    case .shared(let shared): Self.product(input, shared.dense())
    case .compact(let matrix, _): matrix.multiplied(by: input)
    }
  }

  private static func product(_ input: Tensor, _ weights: Tensor) -> Tensor {
    let rows = weights.shape[0]
    let columns = weights.count / max(rows, 1)
    let batch = input.count / max(columns, 1)
    return MatrixMultiply.product(
      .init(input.values, rows: batch, columns: columns),
      .init(weights.values, rows: rows, columns: columns, transposed: true))
  }
}
