import Networks
import Tensors

/// One layer's weights and what is known of their inputs, block by block: groups see inputs of
/// their own, and of very long rows only stretches are looked at together.
package struct CalibratedProduct {
  package let inputs: ProductInputs
  package let places: [Place]
  package private(set) var moments: [InputMoments]

  /// Rows of one group, and some of their columns.
  package struct Place: Sendable, Equatable {
    package let group: Int
    package let columns: Range<Int>
  }

  /// Longer rows are cut: a second-moment matrix of this extent takes 0.3 GB in doubles.
  private static let longestRow = 6144

  package init(_ inputs: ProductInputs) {
    self.inputs = inputs
    let depth = inputs.depth
    let pieces = max(1, (depth + Self.longestRow - 1) / Self.longestRow)
    places = (0..<inputs.groups).flatMap { group in
      (0..<pieces).map {
        Place(group: group, columns: depth * $0 / pieces..<depth * ($0 + 1) / pieces)
      }
    }
    moments = places.map { InputMoments(depth: $0.columns.count) }
  }

  /// Vectors that are enough: four a column, more where that takes little time.
  package var wantedSamples: Int {
    let depth = inputs.depth
    return max(4 * depth, min(1 << 16, 200_000_000_000 / max(1, depth * depth)))
  }

  /// What the layer reads in one batch, at `share` of its places. `dense` is the same of the
  /// network as it was; without it both are the same. False when the weights do not fit the input.
  package mutating func add(
    _ input: Tensor, dense: Tensor? = nil, share: Double, random: inout RandomSource
  ) -> Bool {
    guard let count = inputs.places(in: input) else { return false }
    let chosen = Self.places(share: share, of: count, random: &random)
    for group in 0..<inputs.groups {
      let vectors = inputs.vectors(of: input, at: chosen, group: group)
      let before = dense.map { inputs.vectors(of: $0, at: chosen, group: group) }
      for (number, place) in places.enumerated() where place.group == group {
        moments[number].add(
          part(vectors, place.columns), dense: before.map { part($0, place.columns) })
      }
    }
    return true
  }

  /// One place, drawn at random, of each stretch of equal length.
  private static func places(share: Double, of count: Int, random: inout RandomSource) -> [Int] {
    let wanted = Int((Double(count) * min(1, share)).rounded(.up))
    guard wanted < count else { return Array(0..<count) }
    return (0..<wanted).map {
      min(count - 1, Int((Double($0) + Double(random.uniform())) * Double(count) / Double(wanted)))
    }
  }

  private func part(_ vectors: [Float], _ columns: Range<Int>) -> [Float] {
    guard columns.count < inputs.depth else { return vectors }
    return stride(from: 0, to: vectors.count, by: inputs.depth).flatMap {
      vectors[$0 + columns.lowerBound..<$0 + columns.upperBound]
    }
  }

  // MARK: Blocks

  /// What is to be coded: the weights with the forms of their inputs. Where the network before the
  /// layer has changed, the target makes good what it can.
  package func blocks(_ weights: Weights) -> [RateDistortion.Block] {
    let matrix = inputs.matrix(of: weights.tensor.values)
    let isKept = weights.mask.map { inputs.matrix(of: $0.isKept) }
    return places.indices.map { number in
      let moment = moments[number]
      guard moment.count > 0 else {
        let form = QuadraticForm(identity: moment.depth)
        return .init(
          form: form, target: form.ordered(rows(of: matrix, places[number])),
          isKept: isKept.map { form.ordered(rows(of: $0, places[number])) })
      }
      let covariance = moment.covariance
      let form = QuadraticForm(covariance)
      var target = rows(of: matrix, places[number])
      if let cross = moment.crossCovariance {
        target = form.target(target, cross: cross, covariance: covariance)
      }
      return .init(
        form: form, target: form.ordered(target),
        isKept: isKept.map { form.ordered(rows(of: $0, places[number])) })
    }
  }

  private func rows<Element>(of matrix: [Element], _ place: Place) -> [Element] {
    let count = inputs.outputs / inputs.groups
    let first = place.group * count
    guard places.count > 1 else { return matrix }
    return (first..<first + count).flatMap { row in
      matrix[
        row * inputs.depth + place.columns.lowerBound..<row * inputs.depth
          + place.columns.upperBound]
    }
  }

  /// Codes, or anything else, by block -> in the order of the weights.
  package func assembled<Element: Numeric>(
    _ codes: [[Element]], of blocks: [RateDistortion.Block]
  ) -> [Element] {
    let count = inputs.outputs / inputs.groups
    var matrix = [Element](repeating: 0, count: inputs.outputs * inputs.depth)
    for (number, place) in places.enumerated() {
      let restored = blocks[number].form.restored(codes[number])
      for row in 0..<count {
        let from = row * place.columns.count
        let to = (place.group * count + row) * inputs.depth + place.columns.lowerBound
        for column in 0..<place.columns.count { matrix[to + column] = restored[from + column] }
      }
    }
    return inputs.tensor(of: matrix)
  }

  /// What the change of the weights does to the mean of each output, to be taken from its bias:
  /// b' - b = W E[x] - Q E[x̂]. One an output.
  package func biasChange(from weights: [Float], to shared: [Float]) -> [Double] {
    let (before, after) = (inputs.matrix(of: weights), inputs.matrix(of: shared))
    let count = inputs.outputs / inputs.groups
    var change = [Double](repeating: 0, count: inputs.outputs)
    for (number, place) in places.enumerated() where moments[number].count > 0 {
      let (mean, denseMean) = (moments[number].mean, moments[number].denseMean)
      for row in place.group * count..<(place.group + 1) * count {
        let start = row * inputs.depth + place.columns.lowerBound
        for column in 0..<place.columns.count {
          change[row] +=
            Double(before[start + column]) * denseMean[column]
            - Double(after[start + column]) * mean[column]
        }
      }
    }
    return change
  }
}
