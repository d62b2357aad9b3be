import CKernels
import Tensors

/// How one layer holds its weights. The layer's arithmetic is the same for all of them; a network
/// may mix them.
public enum Weights: Sendable, Equatable {
  case dense(Tensor)
  case pruned(PrunedWeights)
  case shared(SharedWeights)
  /// Not here: a program takes them from where they are packed.
  case absent(shape: [Int])

  public var shape: [Int] {
    switch self {
    case .dense(let tensor): tensor.shape
    case .pruned(let pruned): pruned.shape
    case .shared(let shared): shared.shape
    case .absent(let shape): shape
    }
  }

  /// Every weight as a float.
  public var tensor: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .pruned(let pruned): pruned.values
    case .shared(let shared): shared.dense()
    case .absent: preconditionFailure("the weights are elsewhere")
    }
  }

  /// Which weights survive; nil when nothing was pruned.
  public var mask: Mask? {
    switch self {
    case .dense, .absent: nil
    case .pruned(let pruned): pruned.mask
    case .shared(let shared): shared.mask
    }
  }

  public var count: Int { shape.reduce(1, *) }

  public var survivorCount: Int { mask?.survivorCount ?? count }

  /// The word for the state in tables and files.
  public var state: String {
    switch self {
    case .dense: "dense"
    case .pruned: "pruned"
    case .shared: "shared"
    case .absent: "absent"
    }
  }

  /// input [N, columns] · weightsᵀ [columns, rows] -> [N, rows], where rows = shape[0] and columns
  /// is all the rest. The biases, one a row, are added.
  public func multiplied(by input: Tensor, bias: [Float]? = nil) -> Tensor {
    Self.product(input, tensor, bias)
  }

  private static func product(_ input: Tensor, _ weights: Tensor, _ bias: [Float]?) -> Tensor {
    let rows = weights.shape[0]
    let columns = weights.count / max(rows, 1)
    let batch = input.count / max(columns, 1)
    var output = MatrixMultiply.product(
      .init(input.values, rows: batch, columns: columns),
      .init(weights.values, rows: rows, columns: columns, transposed: true))
    if let bias { dcs_add_bias(&output.values, bias, batch, rows) }
    return output
  }
}
