import Glibc
import Networks
import Quantization
import Tensors

/// What a compressed network's outputs lost beside those of the network as it was.
public struct OutputComparison: Sendable, Equatable {
  /// See `OutputDivergence`.
  public let divergence: Double
  /// Of a classifier: mean of p(its own answer) - p(the other network's answer), by the
  /// probabilities of the network as it was: the accuracy that is lost to expect, with less noise
  /// than counting right answers. Of others: root of the mean over outputs of Σ (y - ŷ)² / Σ y².
  public let drop: Double
  /// Of a classifier: fraction of inputs with the same answer.
  public let agreement: Double?
  /// Errors of both networks on the labels, if there are any.
  public let denseError: Double?
  public let error: Double?

  /// Outputs of both, batch by batch.
  public init(
    _ reference: [[TypedTensor]], _ other: [[TypedTensor]], _ divergence: OutputDivergence,
    labels: [Int32]? = nil
  ) {
    self.divergence = divergence.between(reference, other)
    guard case .classification(let scores) = divergence else {
      drop = self.divergence.squareRoot()
      (agreement, denseError, error) = (nil, nil, nil)
      return
    }
    var (loss, same, wrong, denseWrong, count) = (0.0, 0, 0, 0, 0)
    for (dense, compressed) in zip(reference, other) {
      let (before, after) = (Rows(dense[0]), Rows(compressed[0]))
      for row in 0..<before.count {
        let (own, answer) = (before.largest(row), after.largest(row))
        let probabilities = before.probabilities(row, scores)
        loss += probabilities[own] - probabilities[answer]
        same += own == answer ? 1 : 0
        if let labels, count < labels.count {
          denseWrong += own == Int(labels[count]) ? 0 : 1
          wrong += answer == Int(labels[count]) ? 0 : 1
        }
        count += 1
      }
    }
    let total = Double(max(1, count))
    (drop, agreement) = (loss / total, Double(same) / total)
    denseError = labels == nil ? nil : Double(denseWrong) / total
    error = labels == nil ? nil : Double(wrong) / total
  }
}

/// A first output [N, classes...], row by row.
private struct Rows {
  let values: [Double]
  let count: Int
  let classes: Int

  init(_ output: TypedTensor) {
    values = output.numbers
    count = output.shape.first ?? 1
    classes = values.count / max(1, count)
  }

  /// The first of the largest.
  func largest(_ row: Int) -> Int {
    var best = 0
    for place in 0..<classes where values[row * classes + place] > values[row * classes + best] {
      best = place
    }
    return best
  }

  func probabilities(_ row: Int, _ scores: Network.Scores) -> [Double] {
    let own = values[row * classes..<(row + 1) * classes]
    switch scores {
    case .probabilities: return Array(own)
    case .logProbabilities: return own.map { exp($0) }
    case .logits:
      let largest = own.max() ?? 0
      let sum = own.reduce(0) { $0 + exp($1 - largest) }
      return own.map { exp($0 - largest) / sum }
    }
  }
}
