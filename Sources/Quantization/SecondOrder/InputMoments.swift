import Tensors

/// Means and second moments of the inputs of one product, in the network as it was (x) and in the
/// one whose earlier layers are compressed already (x̂): with H = E[x̂ x̂ᵀ] - E[x̂] E[x̂]ᵀ the
/// error of rows q in place of w is Σ (q - w)ᵀ H (q - w), biases made good.
package struct InputMoments: Sendable {
  package let depth: Int
  package private(set) var count = 0
  private var sum: [Double]
  private var denseSum: [Double]
  /// Σ x̂ x̂ᵀ: [depth, depth], what lies left of the diagonal's panels is not computed.
  private var products: [Double]
  /// Σ x x̂ᵀ; empty while both networks are the same.
  private var crossProducts: [Double] = []

  package init(depth: Int) {
    self.depth = depth
    sum = [Double](repeating: 0, count: depth)
    denseSum = sum
    products = [Double](repeating: 0, count: depth * depth)
  }

  /// Vectors [samples, depth] of both networks at the same places; without `dense` both are the
  /// same. Precondition: always with it, or never.
  package mutating func add(_ vectors: [Float], dense: [Float]? = nil) {
    let samples = vectors.count / max(depth, 1)
    if dense != nil, crossProducts.isEmpty {
      precondition(count == 0)
      crossProducts = [Double](repeating: 0, count: depth * depth)
    }
    count += samples
    Self.add(vectors, depth, to: &sum)
    Self.add(dense ?? vectors, depth, to: &denseSum)
    Self.add(vectors, vectors, samples, depth, isSymmetric: true, to: &products)
    if let dense {
      Self.add(dense, vectors, samples, depth, isSymmetric: false, to: &crossProducts)
    }
  }

  private static func add(_ vectors: [Float], _ depth: Int, to sums: inout [Double]) {
    for start in stride(from: 0, to: vectors.count, by: max(depth, 1)) {
      for place in 0..<depth { sums[place] += Double(vectors[start + place]) }
    }
  }

  /// sums += leftᵀ · right, a panel of rows at a time, each by one thread; of a symmetric product
  /// from the panel's first column on.
  private static func add(
    _ left: [Float], _ right: [Float], _ samples: Int, _ depth: Int, isSymmetric: Bool,
    to sums: inout [Double]
  ) {
    guard samples > 0 else { return }
    sums.withUnsafeMutableBufferPointer { sums in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          guard let target = sums.baseAddress.map({ SharedPointer($0) }),
            let left = left.baseAddress.map({ SharedReader($0) }),
            let right = right.baseAddress.map({ SharedReader($0) })
          else { return }
          Parallel.forEachRange(of: depth, grain: 128) { rows in
            let firstColumn = isSymmetric ? rows.lowerBound : 0
            let width = depth - firstColumn
            var panel = [Float](repeating: 0, count: rows.count * width)
            MatrixMultiply.multiply(
              .init(
                left.base + rows.lowerBound, rows: samples, columns: rows.count, stride: depth,
                transposed: true),
              .init(right.base + firstColumn, rows: samples, columns: width, stride: depth),
              into: &panel, stride: width)
            for row in 0..<rows.count {
              let start = target.base + (rows.lowerBound + row) * depth + firstColumn
              for place in 0..<width { start[place] += Double(panel[row * width + place]) }
            }
          }
        }
      }
    }
  }

  /// E[x̂] and E[x].
  package var mean: [Double] { sum.map { $0 / Double(max(count, 1)) } }
  package var denseMean: [Double] { denseSum.map { $0 / Double(max(count, 1)) } }

  /// H.
  package var covariance: SymmetricMatrix {
    SymmetricMatrix(extent: depth, upper: Self.centered(products, mean, mean, count))
  }

  /// E[x x̂ᵀ] - E[x] E[x̂]ᵀ: [depth, depth]; nil where both networks are the same, and it is H.
  package var crossCovariance: [Double]? {
    crossProducts.isEmpty ? nil : Self.centered(crossProducts, denseMean, mean, count)
  }

  private static func centered(
    _ sums: [Double], _ rowMeans: [Double], _ columnMeans: [Double], _ count: Int
  ) -> [Double] {
    let depth = rowMeans.count
    var centered = sums
    for row in 0..<depth {
      for column in 0..<depth {
        let place = row * depth + column
        centered[place] = sums[place] / Double(max(count, 1)) - rowMeans[row] * columnMeans[column]
      }
    }
    return centered
  }
}
