import CompressedModels
import Language
import Quantization
import Tensors

/// Figures 2 and 3 of the paper for the weights at hand: positions as gaps, and shared weights with
/// one step of their training. What `explain` says of a layer or a tensor.
struct WeightTables {
  let name: String
  let weights: Tensor
  let mask: Mask
  /// Nil before sharing.
  let shared: SharedWeights?

  /// One row for each stored entry: its distance from the one before (the first from the place
  /// before 0), the field that says so, its position, its weight. A distance beyond 2^bits is
  /// bridged by a filler zero.
  func positions(indexBits: Int) throws -> Table {
    let index = RelativeIndex(positions: mask.survivors, indexBits: indexBits, convention: .paper)
    let entries = try index.entryPositions(below: mask.count)
    let rows = zip(index.gaps, entries).map { gap, position -> [Value] in
      let isFiller = !mask[Int(position)]
      return [
        .number(Double(gap) + 1), .number(Double(gap)), .number(Double(position)),
        isFiller ? .string("filler") : .string("weight"),
        .number(Double(weights.values[Int(position)])),
      ]
    }
    return ReportTables.table(
      "\(name): positions as gaps of \(indexBits) bits",
      ["distance", "field", "position", "entry", "value"], rows,
      formats: ["d", "d", "d", nil, ".5"])
  }

  /// One row for each shared weight; with a gradient, its sum over the weights that share it, and
  /// what one step makes of the centroid.
  func clusters(of shared: SharedWeights, gradient: Tensor?, rate: Double) -> Table {
    let step = CentroidStep(
      shared, gradient: gradient ?? Tensor(shape: shared.shape, values: zeros), rate: rate)
    let centroids = shared.codebook.centroids
    func column(_ name: String, _ numbers: [Double], _ format: String) -> Table.Column {
      .init(name, numbers.map { .number($0) }, format: format)
    }
    var columns = [
      column("code", centroids.indices.map(Double.init), "d"),
      column("centroid", centroids.map(Double.init), ".5"),
      column("weights", step.members.map(Double.init), "d"),
    ]
    if gradient != nil {
      columns.append(column("gradient", step.gradients.map(Double.init), ".5"))
      columns.append(column("tuned", step.after.codebook.centroids.map(Double.init), ".5"))
    }
    return Table(title: "\(name): shared weights", columns: columns)
  }

  private var zeros: [Float] { [Float](repeating: 0, count: weights.count) }

  /// The code of each weight in the shape of the weights; -1 where it was pruned.
  func codes(of shared: SharedWeights) -> Tensor {
    var codes = Tensor(
      shape: shared.shape, values: [Float](repeating: -1, count: shared.mask.count))
    for (position, code) in zip(shared.mask.survivors, shared.codes) {
      codes.values[Int(position)] = Float(code)
    }
    return codes
  }

  /// The paper's section 3.1: r = nb / (n log2 k + kb), for n weights of b = 32 bits and k shared
  /// ones.
  static func sharingRate(weights: Int, bits: Int, centroids: Int) -> Double {
    let (n, k) = (Double(weights), Double(centroids))
    return n * 32 / (n * Double(bits) + k * 32)
  }
}
