import Tensors

/// What models of ai.onnx.ml do with their scores.
enum PostTransform: String, CaseIterable, Sendable {
  case none = "NONE"
  case softmax = "SOFTMAX"
  case logistic = "LOGISTIC"
  case softmaxZero = "SOFTMAX_ZERO"
  case probit = "PROBIT"

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let word = try node.word("post_transform", of: Self.allCases.map(\.rawValue))
    self = PostTransform(rawValue: word) ?? .none
  }

  /// The scores of one row.
  func callAsFunction(_ scores: [Float]) -> [Float] {
    switch self {
    case .none: return scores
    case .softmax:
      var row = scores
      row.withUnsafeMutableBufferPointer { Softmax.replace($0) }
      return row
    case .logistic: return scores.map { RecurrentActivation.sigmoid($0) }
    case .softmaxZero:
      // Scores of zero stay zero.
      let others = PostTransform.softmax(scores.filter { $0 != 0 })
      var next = others.makeIterator()
      return scores.map { $0 == 0 ? 0 : next.next() ?? 0 }
    case .probit: return scores.map { Float(2).squareRoot() * Self.inverseError(2 * $0 - 1) }
    }
  }

  /// The inverse of the error function as Winitzki approximates it, as ONNX Runtime does.
  private static func inverseError(_ x: Float) -> Float {
    let logarithm = Float.logarithm((1 - x) * (1 + x))
    let a: Float = 0.147
    let v = 2 / (.pi * a) + logarithm / 2
    let root = (-v + (v * v - logarithm / a).squareRoot()).squareRoot()
    return x < 0 ? -root : root
  }
}

/// A table of numbers of any type as floats: [rows, columns], where one row may be a vector.
struct FeatureTable {
  let rows: Int
  let columns: Int
  let values: [Float]

  init(_ tensor: TypedTensor) throws(OperatorError) {
    guard (1...2).contains(tensor.shape.count), tensor.type != .bool else {
      throw OperatorError("\(tensor.shape) of \(tensor.type) is no table of features")
    }
    rows = tensor.shape.count == 1 ? 1 : tensor.shape[0]
    columns = tensor.shape[tensor.shape.count - 1]
    values = Inputs.values(tensor)
  }

  func row(_ index: Int) -> ArraySlice<Float> { values[index * columns..<(index + 1) * columns] }
}
