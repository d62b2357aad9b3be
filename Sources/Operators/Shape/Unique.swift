import Tensors

/// Unique: every element, or every slice along an axis, once; with the first place of each, for
/// each place which it holds, and how often each comes.
struct Unique: Operator {
  static var names: [String] { ["Unique"] }

  private let axis: Int?
  private let isSorted: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis")
    isSorted = try node.flag("sorted", default: true)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let source = axis == nil ? input.reshaped([input.count]) : input
    let axis = try Axes.normalized(axis ?? 0, rank: source.shape.count)
    let rest = source.shape.indices.filter { $0 != axis }
    let rows = source.transposed([axis] + rest)
    // Booleans are ordered as 0 and 1.
    let numbers = rows.type == .bool ? rows.cast(to: .uint8) : rows
    var groups = try numbers.elements.visit(Grouping(count: rows.shape[0]))
    if !isSorted { groups.sort { $0[0] < $1[0] } }
    var inverse = [Int](repeating: 0, count: rows.shape[0])
    for (number, group) in groups.enumerated() { for place in group { inverse[place] = number } }
    let firsts = groups.map { $0[0] }
    return [try source.taking(firsts, axis: axis)]
      + [firsts, inverse, groups.map(\.count)].map {
        TypedTensor(shape: [$0.count], integers: $0)
      }
  }

  /// Equal rows' numbers, in the order of the rows, each group ascending.
  private struct Grouping: NumberVisitor {
    let count: Int

    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> [[Int]] {
      let length = count == 0 ? 0 : elements.count / count
      func order(_ a: Int, _ b: Int) -> Int {
        for index in 0..<length {
          let order = Self.order(elements[a * length + index], elements[b * length + index])
          if order != 0 { return order }
        }
        return 0
      }
      let sorted = (0..<count).sorted { a, b in
        let order = order(a, b)
        return order == 0 ? a < b : order < 0
      }
      var groups: [[Int]] = []
      for row in sorted {
        if let first = groups.last?.first, order(first, row) == 0 {
          groups[groups.count - 1].append(row)
        } else {
          groups.append([row])
        }
      }
      return groups
    }

    /// NaN comes last, and equals itself.
    private static func order<Element: NumberElement>(_ a: Element, _ b: Element) -> Int {
      if a.isNotANumber || b.isNotANumber {
        return (a.isNotANumber ? 1 : 0) - (b.isNotANumber ? 1 : 0)
      }
      return a < b ? -1 : a > b ? 1 : 0
    }
  }
}
