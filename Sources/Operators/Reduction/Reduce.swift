import Glibc
import Tensors

/// ReduceSum and its relatives: each row along some axes becomes one number. Floats are added with
/// 64 bits and rounded once; sums over axes before the last are of 32-bit floats one after the
/// other, row by row, as everybody adds them: networks that subtract nearly equal sums (a variance
/// from mean squares) were trained with just these.
struct Reduce: Operator {
  static var names: [String] { functions.keys.sorted() }

  enum Function {
    case sum, mean, product, largest, smallest, l1, l2, logSum, logSumExp, squares
  }

  private static let functions: [String: Function] = [
    "ReduceSum": .sum, "ReduceMean": .mean, "ReduceProd": .product, "ReduceMax": .largest,
    "ReduceMin": .smallest, "ReduceL1": .l1, "ReduceL2": .l2, "ReduceLogSum": .logSum,
    "ReduceLogSumExp": .logSumExp, "ReduceSumSquare": .squares,
  ]

  let function: Function
  private let axes: MovedSetting
  private let keepsAxes: Bool
  /// Whether no axes means none, not all.
  private let isNothingWithoutAxes: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    function = Self.functions[node.operation] ?? .sum
    axes = try MovedSetting("axes", input: 1, &node)
    keepsAxes = try node.flag("keepdims", default: true)
    isNothingWithoutAxes = try node.flag("noop_with_empty_axes")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let axes = try reducedAxes(Inputs(inputs), rank: input.shape.count)
    let shape = input.shape.indices.filter { keepsAxes || !axes.contains($0) }
      .map { axes.contains($0) ? 1 : input.shape[$0] }
    if let sums = rowSums(of: input, axes: axes.sorted(), shape: shape) { return [sums] }
    let isOrder = function == .largest || function == .smallest
    let numbers = input.type == .bool && isOrder ? input.cast(to: .uint8) : input
    let view = RowView(numbers, axes: axes.sorted())
    let rows = Rows(function: function, count: view.rows, length: view.length, shape: shape)
    let result = try view.tensor.elements.visit(rows)
    return [result.type == input.type ? result : result.cast(to: input.type)]
  }

  func reducedAxes(_ inputs: Inputs, rank: Int) throws(OperatorError) -> [Int] {
    let named = try axes.value(inputs) ?? []
    return try Axes.normalized(
      named.isEmpty && !isNothingWithoutAxes ? Array(0..<rank) : named, rank: rank)
  }

  /// Sums or means of neighbouring axes before the last; nil for all else.
  private func rowSums(of input: TypedTensor, axes: [Int], shape: [Int]) -> TypedTensor? {
    guard function == .sum || function == .mean, let values = input.tensor?.values,
      let first = axes.first, let last = axes.last, last - first + 1 == axes.count,
      last + 1 < input.shape.count, !values.isEmpty
    else { return nil }
    let length = input.shape[first...last].reduce(1, *)
    let inner = input.shape[(last + 1)...].reduce(1, *)
    let outer = input.shape[..<first].reduce(1, *)
    let divisor = function == .mean ? Float(length) : 1
    var sums = [Float](repeating: 0, count: outer * inner)
    values.withUnsafeBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        for block in 0..<outer {
          let sum = UnsafeMutableBufferPointer(rebasing: sums[block * inner..<(block + 1) * inner])
          for row in 0..<length {
            let start = (block * length + row) * inner
            for place in 0..<inner { sum[place] += values[start + place] }
          }
          if divisor != 1 { for place in 0..<inner { sum[place] /= divisor } }
        }
      }
    }
    return TypedTensor(shape: shape, sums)
  }

  private struct Rows: NumberVisitor {
    let function: Function
    let count: Int
    let length: Int
    let shape: [Int]

    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> TypedTensor {
      let values = elements.withUnsafeBufferPointer { elements in
        (0..<count).map { row in
          let row = UnsafeBufferPointer(rebasing: elements[row * length..<(row + 1) * length])
          return Element.type.isFloat ? Self.real(function, row) : Self.whole(function, row)
        }
      }
      return TypedTensor(shape: shape, values)
    }

    /// Whole numbers stay so where they can, and wrap around.
    private static func whole<Element: NumberElement>(
      _ function: Function, _ row: UnsafeBufferPointer<Element>
    ) -> Element {
      switch function {
      case .sum: row.reduce(.zero) { Element.sum($0, $1) }
      case .l1: row.reduce(.zero) { Element.sum($0, $1.absolute) }
      case .squares: row.reduce(.zero) { Element.sum($0, Element.product($1, $1)) }
      case .product: row.reduce(.one) { Element.product($0, $1) }
      default: real(function, row)
      }
    }

    private static func real<Element: NumberElement>(
      _ function: Function, _ row: UnsafeBufferPointer<Element>
    ) -> Element {
      switch function {
      case .largest: return row.reduce(.lowest) { Element.larger($0, $1) }
      case .smallest: return row.reduce(.highest) { Element.smaller($0, $1) }
      case .sum: return Element(number: sum(row))
      case .mean: return Element(number: sum(row) / Double(row.count))
      case .product: return Element(number: row.reduce(1) { $0 * $1.number })
      case .l1: return Element(number: row.reduce(0) { $0 + abs($1.number) })
      case .squares: return Element(number: squares(row))
      case .l2: return Element(number: squares(row).squareRoot())
      case .logSum: return Element(number: log(sum(row)))
      case .logSumExp: return Element(number: logSumExp(row))
      }
    }

    private static func sum(_ row: UnsafeBufferPointer<some NumberElement>) -> Double {
      row.reduce(0) { $0 + $1.number }
    }

    private static func squares(_ row: UnsafeBufferPointer<some NumberElement>) -> Double {
      row.reduce(0) { $0 + $1.number * $1.number }
    }

    /// log Σ eˣ = m + log Σ e^(x - m) with the largest x as m: nothing overflows.
    private static func logSumExp(_ row: UnsafeBufferPointer<some NumberElement>) -> Double {
      let largest = row.reduce(-Double.infinity) { Double.larger($0, $1.number) }
      guard largest.isFinite else { return largest }
      return largest + log(row.reduce(0) { $0 + exp($1.number - largest) })
    }
  }
}
