import Glibc
import Networks
import Tensors

/// How far a network's outputs are from those of another for the same inputs.
public enum OutputDivergence: Sendable, Equatable {
  /// Of a classifier: the mean over examples of the Kullback-Leibler divergence Σ p log(p / q), in
  /// nats, of its first output.
  case classification(Network.Scores)
  /// Of any other: the mean over outputs of Σ (y - ŷ)² / Σ y².
  case squares

  /// Both: the outputs for each batch.
  public func between(_ reference: [[TypedTensor]], _ other: [[TypedTensor]]) -> Double {
    switch self {
    case .classification(let scores): Self.kullbackLeibler(reference, other, scores)
    case .squares: Self.relativeSquares(reference, other)
    }
  }

  private static func kullbackLeibler(
    _ reference: [[TypedTensor]], _ other: [[TypedTensor]], _ scores: Network.Scores
  ) -> Double {
    var (sum, examples) = (0.0, 0)
    for (outputs, changed) in zip(reference, other) {
      guard let first = outputs.first, let second = changed.first else { continue }
      let classes = first.count / max(1, first.shape.first ?? 1)
      let (left, right) = (first.numbers, second.numbers)
      for start in stride(from: 0, to: left.count, by: max(1, classes)) {
        let p = logProbabilities(left[start..<start + classes], scores)
        let q = logProbabilities(right[start..<start + classes], scores)
        sum += zip(p, q).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
        examples += 1
      }
    }
    return examples == 0 ? 0 : max(0, sum / Double(examples))
  }

  private static func logProbabilities(_ values: ArraySlice<Double>, _ scores: Network.Scores)
    -> [Double]
  {
    switch scores {
    case .probabilities: return values.map { log(max($0, 1e-30)) }
    case .logProbabilities: return Array(values)
    case .logits:
      let largest = values.max() ?? 0
      let logarithm = log(values.reduce(0) { $0 + exp($1 - largest) }) + largest
      return values.map { $0 - logarithm }
    }
  }

  private static func relativeSquares(_ reference: [[TypedTensor]], _ other: [[TypedTensor]])
    -> Double
  {
    let count = reference.first?.count ?? 0
    let parts = (0..<count).map { output -> Double in
      var (difference, energy) = (0.0, 0.0)
      for (outputs, changed) in zip(reference, other) {
        for (value, new) in zip(outputs[output].numbers, changed[output].numbers) {
          difference += (value - new) * (value - new)
          energy += value * value
        }
      }
      return energy > 0 ? difference / energy : difference
    }
    return count == 0 ? 0 : parts.reduce(0, +) / Double(count)
  }
}
