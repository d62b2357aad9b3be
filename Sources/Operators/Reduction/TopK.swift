import Tensors

/// TopK: the k largest or smallest numbers of each row along an axis, and where they are. Of equal
/// ones the first comes first; NaN is larger than all.
struct TopK: Operator {
  static var names: [String] { ["TopK"] }

  let axis: Int
  private let isLargest: Bool
  /// An attribute up to operator set 9, then an input.
  private let count: Int?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: -1)
    isLargest = try node.flag("largest", default: true)
    // Any order would do where none is asked for.
    _ = try node.flag("sorted")
    count = try node.integer("k")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard let count = try Inputs(inputs).optionalInteger(1) ?? count else {
      throw OperatorError("has no k")
    }
    let axis = try Axes.normalized(axis, rank: input.shape.count)
    let view = RowView(input, axes: [axis])
    guard count >= 0, count <= view.length else {
      throw OperatorError("k \(count) does not fit extent \(view.length)")
    }
    let places = try view.tensor.elements.visit(
      Order(rows: view.rows, length: view.length, count: count, isLargest: isLargest))
    let values = view.tensor.blocks(places, shape: [places.count])
    let indices = TypedTensor(shape: [places.count], integers: places.map { $0 % view.length })
    return [values, indices].map { view.restored($0, length: count) }
  }

  private struct Order: NumberVisitor {
    let rows: Int
    let length: Int
    let count: Int
    let isLargest: Bool

    /// Places of the first `count` elements of each row, among all elements.
    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> [Int] {
      elements.withUnsafeBufferPointer { elements in
        (0..<rows).flatMap { row in
          (row * length..<(row + 1) * length).sorted { i, j in
            let (a, b) = isLargest ? (elements[j], elements[i]) : (elements[i], elements[j])
            if Self.isLess(a, b) { return true }
            return !Self.isLess(b, a) && i < j
          }
          .prefix(count)
        }
      }
    }

    private static func isLess<Element: NumberElement>(_ a: Element, _ b: Element) -> Bool {
      a < b || b.isNotANumber && !a.isNotANumber
    }
  }
}
