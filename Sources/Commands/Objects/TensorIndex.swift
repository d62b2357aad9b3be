import Language
import Tensors

/// NumPy's basic indexing: positions, slices whose end is not included, -1 for the last, missing
/// ones meaning all.
enum TensorIndex {
  /// The chosen positions of every dimension, and the dimensions that single positions drop.
  static func positions(_ subscripts: [Subscript], shape: [Int]) throws -> (
    positions: [[Int]], dropped: Set<Int>
  ) {
    guard subscripts.count <= shape.count else {
      throw Diagnostic(
        .shape, "\(subscripts.count) indices for a tensor with \(shape.count) dimensions")
    }
    var positions = shape.map { Array(0..<$0) }
    var dropped: Set<Int> = []
    for (dimension, entry) in subscripts.enumerated() {
      switch entry {
      case .slice(let from, let to):
        positions[dimension] = try slice(from, to, extent: shape[dimension])
      case .position(.list(let list)):
        positions[dimension] = try list.map { try position($0, extent: shape[dimension]) }
      case .position(let value):
        positions[dimension] = [try position(value, extent: shape[dimension])]
        dropped.insert(dimension)
      }
    }
    return (positions, dropped)
  }

  private static func position(_ value: Value, extent: Int) throws -> Int {
    let index = try Int(value)
    guard (-extent..<extent).contains(index) else {
      let valid = extent == 0 ? "an empty dimension" : "\(-extent)...\(extent - 1)"
      throw Diagnostic(.value, "index \(index) is outside of \(valid)")
    }
    return index < 0 ? index + extent : index
  }

  private static func slice(_ from: Double?, _ to: Double?, extent: Int) throws -> [Int] {
    func end(_ value: Double?, _ fallback: Int) throws -> Int {
      guard let value else { return fallback }
      let index = try Int(Value.number(value))
      return min(max(index < 0 ? index + extent : index, 0), extent)
    }
    let start = try end(from, 0)
    return Array(start..<max(start, try end(to, extent)))
  }
}
