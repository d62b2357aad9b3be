import Networks
import Tensors

extension Weights {
  /// The weights of some rows, in that order. Precondition: not `.absent`.
  func keepingRows(_ rows: [Int]) -> Weights {
    let columns = count / max(1, shape[0])
    return gathered(
      rows.flatMap { $0 * columns..<($0 + 1) * columns },
      shape: [rows.count] + shape.dropFirst())
  }

  /// The weights of some groups of columns of the matrix [rows, all the rest], in that order; every
  /// group is `width` columns wide. Precondition: not `.absent`.
  func keepingColumns(_ groups: [Int], width: Int) -> Weights {
    let rows = shape[0]
    let columns = count / max(1, rows)
    let groupsBefore = columns / max(1, width)
    let kept = groups.flatMap { $0 * width..<($0 + 1) * width }
    return gathered(
      (0..<rows).flatMap { row in kept.map { row * columns + $0 } },
      shape: [rows, shape[1] / groupsBefore * groups.count] + shape.dropFirst(2))
  }

  /// `positions` has one entry a weight of the result: where it was.
  private func gathered(_ positions: [Int], shape: [Int]) -> Weights {
    switch self {
    case .dense(let tensor):
      return .dense(Tensor(shape: shape, values: positions.map { tensor.values[$0] }))
    case .pruned(let pruned):
      let all = pruned.values
      let values = Tensor(shape: shape, values: positions.map { all.values[$0] })
      let mask = Mask(shape: shape, isKept: positions.map { pruned.mask[$0] })
      return .pruned(PrunedWeights(values: values, mask: mask))
    case .shared(let shared):
      var codes = [UInt8](repeating: 0, count: shared.mask.count)
      for (position, code) in zip(shared.mask.survivors, shared.codes) {
        codes[Int(position)] = code
      }
      let isKept = positions.map { shared.mask[$0] }
      return .shared(
        SharedWeights(
          mask: Mask(shape: shape, isKept: isKept),
          codes: zip(positions, isKept).compactMap { $1 ? codes[$0] : nil },
          codebook: shared.codebook, bits: shared.bits))
    case .absent: preconditionFailure("the weights are elsewhere")
    }
  }
}

extension Bias {
  /// The biases of some units, in that order, stored as they were.
  func keeping(_ units: [Int]) -> Bias {
    switch self {
    case .float32(let values): .float32(units.map { values[$0] })
    case .float16(let values): .float16(units.map { values[$0] })
    case .integers(let bits, let scale, let multiples):
      .integers(bits: bits, scale: scale, multiples: units.map { multiples[$0] })
    }
  }
}
