import Tensors

/// ArgMax and ArgMin: where the largest or smallest number of each row along an axis is; the first
/// one of several, or the last. The first NaN counts as both.
struct ArgExtreme: Operator {
  static var names: [String] { ["ArgMax", "ArgMin"] }

  private let axis: Int
  private let keepsAxis: Bool
  private let takesLast: Bool
  private let isMaximum: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 0)
    keepsAxis = try node.flag("keepdims", default: true)
    takesLast = try node.flag("select_last_index")
    isMaximum = node.operation == "ArgMax"
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let axis = try Axes.normalized(axis, rank: input.shape.count)
    let view = RowView(input, axes: [axis])
    guard view.length > 0 || view.rows == 0 else { throw OperatorError("axis \(axis) is empty") }
    var shape = input.shape
    if keepsAxis { shape[axis] = 1 } else { shape.remove(at: axis) }
    let places = try view.tensor.elements.visit(
      ExtremePlaces(
        rows: view.rows, length: view.length, isMaximum: isMaximum, takesLast: takesLast))
    return [TypedTensor(shape: shape, integers: places)]
  }
}

/// For each row the place of its largest or smallest number.
struct ExtremePlaces: NumberVisitor {
  let rows: Int
  let length: Int
  let isMaximum: Bool
  let takesLast: Bool

  func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> [Int] {
    elements.withUnsafeBufferPointer { elements in
      (0..<rows).map { row in
        let first = row * length
        var best = elements[first]
        var place = 0
        for index in 1..<max(1, length) where !best.isNotANumber {
          let element = elements[first + index]
          let isBetter = isMaximum ? element > best : element < best
          if isBetter || element.isNotANumber || takesLast && element == best {
            (best, place) = (element, index)
          }
        }
        return place
      }
    }
  }
}

/// Hardmax: 1 at the first largest number of each row, 0 elsewhere. Up to operator set 12 a row is
/// everything from the axis on.
struct Hardmax: Operator {
  static var names: [String] { ["Hardmax"] }

  private let axis: Int
  private let isFlat: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isFlat = node.version < 13
    axis = try node.integer("axis", default: isFlat ? 1 : -1)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let axis = try Axes.normalized(axis, rank: input.shape.count)
    let inner = input.shape[axis...].reduce(1, *)
    let outer = input.shape[..<axis].reduce(1, *)
    let view =
      isFlat ? RowView(input.reshaped([outer, inner]), axes: [1]) : RowView(input, axes: [axis])
    guard input.type.isFloat else { throw OperatorError("takes floats, not \(input.type)") }
    guard input.count > 0 else { return [input] }
    let places = try view.tensor.elements.visit(
      ExtremePlaces(rows: view.rows, length: view.length, isMaximum: true, takesLast: false))
    var isHot = [Bool](repeating: false, count: input.count)
    for (row, place) in places.enumerated() { isHot[row * view.length + place] = true }
    let hot = TypedTensor(shape: [isHot.count], isHot).cast(to: input.type)
    return [view.restored(hot, length: view.length).reshaped(input.shape)]
  }
}
