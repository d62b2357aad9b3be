import Glibc
import Tensors

/// The loss of classification: -log softmax(logits)[label], averaged over the batch.
public enum SoftmaxCrossEntropy {
  /// logits: [N, classes], or [N, classes, 1, 1] -> probabilities of the same shape. `temperature`
  /// flattens them (Hinton et al. 2015).
  public static func probabilities(_ logits: Tensor, temperature: Float = 1) -> Tensor {
    let classes = max(1, logits.count / max(1, logits.shape.first ?? 1))
    var result = logits
    result.values.withUnsafeMutableBufferPointer { buffer in
      for start in stride(from: 0, to: buffer.count, by: classes) {
        normalize(&buffer, start..<start + classes, temperature)
      }
    }
    return result
  }

  private static func normalize(
    _ row: inout UnsafeMutableBufferPointer<Float>, _ range: Range<Int>, _ t: Float
  ) {
    // The largest logit is subtracted first: exp cannot overflow.
    let largest = range.reduce(-Float.infinity) { max($0, row[$1]) }
    var sum: Float = 0
    for position in range {
      row[position] = expf((row[position] - largest) / t)
      sum += row[position]
    }
    for position in range { row[position] /= sum }
  }

  /// Mean loss and its gradient by the logits: (softmax - onehot) / N.
  public static func lossAndGradient(_ logits: Tensor, labels: [Int32]) -> (
    loss: Double, gradient: Tensor
  ) {
    let classes = logits.shape[1]
    var gradient = probabilities(logits)
    var loss = 0.0
    let scale = 1 / Float(labels.count)
    for (row, label) in labels.enumerated() {
      let position = row * classes + Int(label)
      loss -= log(Double(max(gradient.values[position], .leastNormalMagnitude)))
      gradient.values[position] -= 1
    }
    for position in 0..<gradient.count { gradient.values[position] *= scale }
    return (loss / Double(labels.count), gradient)
  }

  /// Distillation (Hinton et al. 2015): `weight` of T² · KL(teacher at T || student at T) plus the
  /// rest of the loss above. Gradient of the first term: T · (softmax(s / T) - softmax(t / T)) / N.
  public static func lossAndGradient(
    _ logits: Tensor, labels: [Int32], teacher: Tensor, weight: Float, temperature: Float
  ) -> (loss: Double, gradient: Tensor) {
    var (loss, gradient) = lossAndGradient(logits, labels: labels)
    let student = probabilities(logits, temperature: temperature)
    let target = probabilities(teacher, temperature: temperature)
    let factor = weight * temperature / Float(labels.count)
    var divergence = 0.0
    for position in 0..<gradient.count {
      let (s, t) = (student.values[position], target.values[position])
      gradient.values[position] = (1 - weight) * gradient.values[position] + factor * (s - t)
      if t > 0 { divergence += Double(t) * log(Double(t) / Double(max(s, .leastNormalMagnitude))) }
    }
    let scale = Double(weight * temperature * temperature) / Double(labels.count)
    loss = Double(1 - weight) * loss + scale * divergence
    return (loss, gradient)
  }
}
