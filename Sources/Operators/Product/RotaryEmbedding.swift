import Tensors

/// Turns pairs of a head's features by an angle that depends on the position (Su et al. 2021).
struct RotaryEmbedding: RealOperator {
  static let names = ["RotaryEmbedding"]

  let heads: Int
  let isInterleaved: Bool
  /// Features of each head that are turned; 0 for all.
  let dimension: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    heads = try node.integer("num_heads", default: 0)
    isInterleaved = try node.flag("interleaved")
    dimension = try node.integer("rotary_embedding_dim", default: 0)
  }

  /// Input: [batch, heads, length, features] or [batch, length, heads · features]; caches of
  /// cosines and sines: [positions, features / 2] with positions, else [batch, length, features /
  /// 2].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 3...4)
    let isFlat = input.rank == 3
    guard !isFlat || Axes.part(of: input.shape[2], in: heads) != nil else {
      throw OperatorError("shape \(input.shape) is not of \(heads) heads")
    }
    let (batch, length) = (input.shape[0], input.shape[isFlat ? 1 : 2])
    let headCount = isFlat ? heads : input.shape[1]
    let features = isFlat ? input.shape[2] / heads : input.shape[3]
    let turned = dimension == 0 ? features : dimension
    guard turned > 0, turned <= features, turned % 2 == 0 else {
      throw OperatorError("cannot turn \(turned) of \(features) features")
    }
    let positions = try positions(inputs, batch: batch, length: length)
    let (cosines, sines) = (try inputs.reals(1, as: type), try inputs.reals(2, as: type))
    let rows = cosines.count / (turned / 2)
    guard cosines.shape == sines.shape, cosines.shape.last == turned / 2,
      positions.allSatisfy({ (0..<rows).contains($0) })
    else { throw OperatorError("caches \(cosines.shape) do not fit \(turned) features") }
    var output = input
    for (index, position) in positions.enumerated() {
      let (sample, step) = (index / length, index % length)
      for head in 0..<headCount {
        let row =
          isFlat ? index * headCount + head : (sample * headCount + head) * length + step
        for pair in 0..<turned / 2 {
          let first = row * features + (isInterleaved ? 2 * pair : pair)
          let second = first + (isInterleaved ? 1 : turned / 2)
          let cosine = cosines.values[position * (turned / 2) + pair]
          let sine = sines.values[position * (turned / 2) + pair]
          output.values[first] = cosine * input.values[first] - sine * input.values[second]
          output.values[second] = sine * input.values[first] + cosine * input.values[second]
        }
      }
    }
    return [output.typed]
  }

  /// The row of the caches for each place [batch, length].
  private func positions(_ inputs: Inputs, batch: Int, length: Int) throws(OperatorError)
    -> [Int]
  {
    guard let positions = try inputs.optionalIntegers(3) else { return Array(0..<batch * length) }
    guard positions.count == batch * length else {
      throw OperatorError("there are \(positions.count) positions for \(batch * length) places")
    }
    return positions
  }
}
