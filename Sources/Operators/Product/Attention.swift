import Tensors

/// softmax(scale · Q · Kᵀ + mask) · V for each head (Vaswani et al. 2017). Heads of keys and values
/// may be fewer than those of queries: each serves as many queries' heads (Ainslie et al. 2023).
struct Attention: RealOperator {
  static let names = ["Attention"]

  /// What the fourth output shows of the scores.
  private enum Shown: Int {
    case raw, capped, masked, weights
  }

  let isCausal: Bool
  let queryHeads: Int?
  let keyHeads: Int?
  let scale: Float?
  let softcap: Float
  let window: (left: Int, right: Int)
  private let shown: Shown

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isCausal = try node.flag("is_causal")
    queryHeads = try node.integer("q_num_heads")
    keyHeads = try node.integer("kv_num_heads")
    scale = try node.number("scale")
    softcap = try node.number("softcap", default: 0)
    // The sums are computed with at least the input's precision.
    _ = try node.integer("softmax_precision")
    let left = try node.integer("left_window_size", default: -1)
    let right = try node.integer("right_window_size", default: -1)
    window = (min(left, Axes.largestCount), min(right, Axes.largestCount))
    let mode = try node.integer("qk_matmul_output_mode", default: 0)
    guard let shown = Shown(rawValue: mode) else {
      throw OperatorError("qk_matmul_output_mode=\(mode) is not possible")
    }
    self.shown = shown
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let query = try inputs.reals(0, as: type, ranks: 3...4)
    let isFlat = query.rank == 3
    let q = try Self.heads(of: query, queryHeads)
    let pastKeys = try inputs.optionalReals(4, as: type, ranks: 4...4)
    let k = try Self.appended(
      Self.heads(of: inputs.reals(1, as: type, ranks: query.rank...query.rank), keyHeads),
      to: pastKeys)
    let v = try Self.appended(
      Self.heads(of: inputs.reals(2, as: type, ranks: query.rank...query.rank), keyHeads),
      to: inputs.optionalReals(5, as: type, ranks: 4...4))
    let (batch, heads) = (q.shape[0], q.shape[1])
    guard k.shape[0] == batch, v.shape[..<3] == k.shape[..<3], q.shape[3] == k.shape[3],
      k.shape[1] > 0, heads % k.shape[1] == 0
    else { throw OperatorError("Q \(q.shape), K \(k.shape) and V \(v.shape) do not fit") }
    let filled = try inputs.optionalIntegers(6)
    if let filled, filled.count != batch || !filled.allSatisfy((0...k.shape[2]).contains) {
      throw OperatorError("\(filled) keys do not fit \(batch) samples of \(k.shape[2])")
    }
    let past = pastKeys?.shape[2] ?? 0
    let mask = try AttentionMask<Real>(
      inputs[3],
      extents: .init(batch: batch, heads: heads, queries: q.shape[2], keys: k.shape[2]),
      filledKeys: filled,
      offsets: (0..<batch).map { sample in filled.map { $0[sample] - q.shape[2] } ?? past },
      isCausal: isCausal, window: window)
    let (output, scores) = try outputs(q, k, v, mask)
    return [isFlat ? Self.flat(output) : output, k, v, scores].map(\.typed)
  }

  /// [batch, length, heads · features] -> [batch, heads, length, features]
  private static func heads<Real: RealElement>(of tensor: RealTensor<Real>, _ heads: Int?)
    throws(OperatorError) -> RealTensor<Real>
  {
    guard tensor.rank == 3 else { return tensor }
    guard let heads, let features = Axes.part(of: tensor.shape[2], in: heads) else {
      throw OperatorError("shape \(tensor.shape) is not of \(heads ?? 0) heads")
    }
    let split = [tensor.shape[0], tensor.shape[1], heads, features]
    return tensor.reshaped(split).transposed([0, 2, 1, 3])
  }

  private static func flat<Real: RealElement>(_ tensor: RealTensor<Real>) -> RealTensor<Real> {
    let shape = tensor.shape
    return tensor.transposed([0, 2, 1, 3]).reshaped([shape[0], shape[2], shape[1] * shape[3]])
  }

  /// The past's keys or values, then the new ones.
  private static func appended<Real: RealElement>(
    _ tensor: RealTensor<Real>, to past: RealTensor<Real>?
  ) throws(OperatorError) -> RealTensor<Real> {
    guard let past else { return tensor }
    guard past.shape[..<2] == tensor.shape[..<2], past.shape[3] == tensor.shape[3] else {
      throw OperatorError("the past \(past.shape) does not fit \(tensor.shape)")
    }
    let (old, new) = (past.shape[2] * past.shape[3], tensor.shape[2] * tensor.shape[3])
    var values: [Real] = []
    for head in 0..<tensor.shape[0] * tensor.shape[1] {
      values += past.values[head * old..<(head + 1) * old]
      values += tensor.values[head * new..<(head + 1) * new]
    }
    let length = past.shape[2] + tensor.shape[2]
    return RealTensor(
      shape: [tensor.shape[0], tensor.shape[1], length, tensor.shape[3]], values: values)
  }

  /// Each head of each sample: scores [queries, keys], their softmax, its product with the values.
  private func outputs<Real: RealElement>(
    _ q: RealTensor<Real>, _ k: RealTensor<Real>, _ v: RealTensor<Real>,
    _ mask: AttentionMask<Real>
  ) throws(OperatorError) -> (output: RealTensor<Real>, scores: RealTensor<Real>) {
    let (heads, queries) = (q.shape[1], q.shape[2])
    let shared = heads / k.shape[1]
    let keys = k.shape[2]
    let factor = scale.map { Real($0) } ?? 1 / Real(max(q.shape[3], 1)).squareRoot()
    var weights = try BatchedProduct.of(
      q.reshaped([q.shape[0] * k.shape[1], shared * queries, q.shape[3]]),
      k.reshaped([q.shape[0] * k.shape[1], keys, k.shape[3]]), rightTransposed: true)
    var visible = weights.values
    for row in 0..<q.shape[0] * heads * queries {
      let (sample, head, query) = (
        row / (heads * queries), row / queries % heads, row % queries
      )
      let addends = mask.row(sample: sample, head: head, query: query)
      let range = row * keys..<(row + 1) * keys
      for index in range { weights.values[index] *= factor }
      if shown == .raw { visible.replaceSubrange(range, with: weights.values[range]) }
      if softcap > 0 {
        let cap = Real(softcap)
        for index in range {
          weights.values[index] = cap * Real.hyperbolicTangent(weights.values[index] / cap)
        }
      }
      if shown == .capped { visible.replaceSubrange(range, with: weights.values[range]) }
      for (index, addend) in zip(range, addends) {
        weights.values[index] = addend == -.infinity ? addend : weights.values[index] + addend
      }
      if shown == .masked { visible.replaceSubrange(range, with: weights.values[range]) }
      Self.weigh(&weights.values, range)
      if shown == .weights { visible.replaceSubrange(range, with: weights.values[range]) }
    }
    let output = try BatchedProduct.of(
      weights, v.reshaped([q.shape[0] * k.shape[1], keys, v.shape[3]]))
    return (
      output.reshaped([q.shape[0], heads, queries, v.shape[3]]),
      RealTensor(shape: [q.shape[0], heads, queries, keys], values: visible)
    )
  }

  /// Softmax of a query's scores. Who may look at nothing looks at nothing.
  private static func weigh<Real: RealElement>(_ scores: inout [Real], _ range: Range<Int>) {
    let isBlind = scores[range].allSatisfy { $0 == -.infinity }
    scores.withUnsafeMutableBufferPointer { scores in
      let row = UnsafeMutableBufferPointer(rebasing: scores[range])
      if isBlind { row.update(repeating: 0) } else { Softmax.replace(row) }
    }
  }
}
