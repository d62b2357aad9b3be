import Tensors

/// Shape: the extents, or some of them. Size: how many elements there are.
struct ShapeQueries: Operator {
  static var names: [String] { ["Shape", "Size"] }

  private let isSize: Bool
  private let start: Int
  private let end: Int?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isSize = node.operation == "Size"
    start = isSize ? 0 : try node.integer("start", default: 0)
    end = isSize ? nil : try node.integer("end")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard !isSize else { return [TypedTensor(shape: [], integers: [input.count])] }
    let rank = input.shape.count
    func place(_ index: Int) -> Int { max(0, min(rank, index < 0 ? index + rank : index)) }
    let first = place(start)
    let extents = Array(input.shape[first..<max(first, place(end ?? rank))])
    return [TypedTensor(shape: [extents.count], integers: extents)]
  }
}
