import Tensors

/// What numbers beside inputs are: classes, or numbers to be learned.
package enum Targets {
  /// [N] or [N, 1] of whole numbers from 0: a class each; nil for all else.
  package static func classes(_ answers: Tensor) -> [Int32]? {
    guard answers.shape.dropFirst().allSatisfy({ $0 == 1 }), answers.shape.count <= 2 else {
      return nil
    }
    var classes: [Int32] = []
    for number in answers.values {
      guard let label = ClassLabel.label(Double(number)) else { return nil }
      classes.append(label)
    }
    return classes
  }

  /// [N, classes] of zeros with a one in each row.
  package static func isOneHot(_ answers: Tensor) -> Bool {
    guard answers.shape.count == 2, answers.shape[1] > 1 else { return false }
    let width = answers.shape[1]
    return stride(from: 0, to: answers.count, by: width).allSatisfy { start in
      let row = answers.values[start..<start + width]
      return row.allSatisfy { $0 == 0 || $0 == 1 } && row.reduce(0, +) == 1
    }
  }
}
