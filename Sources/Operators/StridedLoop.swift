import Tensors

/// Goes through a shape in row-major order while offsets into several tensors move along, each by
/// strides of its own. Dimensions along which all move evenly are joined, so that runs are long.
struct StridedLoop {
  /// Elements of one run, and by how much each tensor's offset moves within it.
  let length: Int
  let steps: [Int]
  private let extents: [Int]
  private let strides: [[Int]]
  private let runs: Int

  /// strides: [tensor][dimension].
  init(_ shape: [Int], strides all: [[Int]]) {
    var extents: [Int] = []
    var strides: [[Int]] = []
    for (dimension, extent) in shape.enumerated() where extent != 1 {
      let own = all.map { $0[dimension] }
      if let outer = strides.last, zip(outer, own).allSatisfy({ $0 == $1 * extent }) {
        extents[extents.count - 1] *= extent
        strides[strides.count - 1] = own
      } else {
        extents.append(extent)
        strides.append(own)
      }
    }
    length = extents.popLast() ?? 1
    steps = strides.popLast() ?? [Int](repeating: 0, count: all.count)
    runs = length == 0 ? 0 : extents.reduce(1, *)
    (self.extents, self.strides) = (extents, strides)
  }

  /// Gives for each run where it begins in each tensor.
  @inline(__always)
  func forEachRun(from start: [Int], _ body: ([Int]) -> Void) {
    var offsets = start
    var place = [Int](repeating: 0, count: extents.count)
    for _ in 0..<runs {
      body(offsets)
      advance(&place, &offsets)
    }
  }

  /// An odometer: the last dimension moves first.
  private func advance(_ place: inout [Int], _ offsets: inout [Int]) {
    for dimension in extents.indices.reversed() {
      place[dimension] += 1
      let isOver = place[dimension] == extents[dimension]
      let factor = isOver ? 1 - extents[dimension] : 1
      for tensor in offsets.indices { offsets[tensor] += factor * strides[dimension][tensor] }
      guard isOver else { return }
      place[dimension] = 0
    }
  }
}
