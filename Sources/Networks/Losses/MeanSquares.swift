import Tensors

/// The loss of regression: (output - target)², averaged over all outputs and the batch.
public enum MeanSquares {
  /// outputs, targets: [N, ...] of as many numbers. The gradient by the outputs is
  /// 2 (output - target) / count.
  public static func lossAndGradient(_ outputs: Tensor, targets: Tensor) -> (
    loss: Double, gradient: Tensor
  ) {
    let scale = 2 / Float(max(1, outputs.count))
    var gradient = outputs
    for place in gradient.values.indices {
      gradient.values[place] = scale * (outputs.values[place] - targets.values[place])
    }
    return (mean(outputs, targets), gradient)
  }

  /// Distillation: `weight` of the same towards the teacher's outputs, and the rest of the loss
  /// above.
  public static func lossAndGradient(
    _ outputs: Tensor, targets: Tensor, teacher: Tensor, weight: Float
  ) -> (loss: Double, gradient: Tensor) {
    let own = lossAndGradient(outputs, targets: targets)
    let other = lossAndGradient(outputs, targets: teacher)
    var gradient = own.gradient
    for place in gradient.values.indices {
      gradient.values[place] =
        (1 - weight) * own.gradient.values[place] + weight * other.gradient.values[place]
    }
    return (Double(1 - weight) * own.loss + Double(weight) * other.loss, gradient)
  }

  /// Added up in 64 bits.
  public static func mean(_ outputs: Tensor, _ targets: Tensor) -> Double {
    let sum = zip(outputs.values, targets.values).reduce(0.0) {
      let distance = Double($1.0) - Double($1.1)
      return $0 + distance * distance
    }
    return sum / Double(max(1, outputs.count))
  }
}
