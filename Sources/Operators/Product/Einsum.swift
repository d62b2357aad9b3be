import Tensors

/// Einstein's summation: "bij,bjk->bik". Operands are contracted one after the other, each time by
/// one product of stacks of matrices.
struct Einsum: RealOperator {
  static let names = ["Einsum"]

  let equation: EinsumEquation

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let text = try node.text("equation") else { throw OperatorError("'equation' is missing") }
    equation = try EinsumEquation(text)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    guard let type = inputs.first??.type, !type.isFloat else { return try realOutputs(of: inputs) }
    // Whole numbers are exact as doubles up to 2^53.
    let doubles = inputs.map { $0.map { TypedTensor(shape: $0.shape, $0.numbers) } }
    let sum = try results(of: Inputs(doubles), as: Double.self)[0]
    guard sum.numbers.allSatisfy({ abs($0) < 0x1p53 }) else {
      throw OperatorError("sums of \(type) beyond 2^53 are not possible")
    }
    switch type {
    case .int32:
      return [TypedTensor(shape: sum.shape, sum.numbers.map { Int32(truncatingIfNeeded: Int($0)) })]
    case .int64: return [TypedTensor(shape: sum.shape, sum.numbers.map { Int64($0) })]
    default: throw OperatorError("does not add elements of type \(type)")
    }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let count = inputs.tensors.count
    guard count == equation.operands.count, count > 0 else {
      throw OperatorError("the equation is of \(equation.operands.count) operands, not \(count)")
    }
    var operands: [LabelledTensor<Real>] = []
    for index in 0..<count {
      let tensor = try inputs.reals(index, as: type)
      operands.append(
        try LabelledTensor(tensor, equation.labels(ofOperand: index, rank: tensor.rank)))
    }
    try LabelledTensor.align(&operands)
    let output = try equation.output(of: operands.map(\.labels))
    var result = operands[0]
    for index in operands.indices.dropFirst() {
      let later = Set(operands[(index + 1)...].flatMap(\.labels)).union(output)
      result = try result.contracted(operands[index], keeping: later)
    }
    return [try result.arranged(output).typed]
  }
}

/// A tensor whose dimensions have names, each once.
struct LabelledTensor<Real: RealElement> {
  let labels: [Int]
  let tensor: RealTensor<Real>

  init(labels: [Int], tensor: RealTensor<Real>) { (self.labels, self.tensor) = (labels, tensor) }

  /// Takes the diagonal of dimensions with the same name.
  init(_ tensor: RealTensor<Real>, _ names: [Int]) throws(OperatorError) {
    let strides = Shape.strides(of: tensor.shape)
    var (labels, shape, steps): ([Int], [Int], [Int]) = ([], [], [])
    for (dimension, name) in names.enumerated() {
      guard let index = labels.firstIndex(of: name) else {
        labels.append(name)
        shape.append(tensor.shape[dimension])
        steps.append(strides[dimension])
        continue
      }
      guard shape[index] == tensor.shape[dimension] else {
        throw OperatorError("shape \(tensor.shape) has no diagonal")
      }
      steps[index] += strides[dimension]
    }
    self.labels = labels
    guard labels.count < names.count else {
      self.tensor = tensor
      return
    }
    let count = try Axes.count(shape)
    let values =
      count == 0 ? [] : Shape.offsets(shape: shape, strides: steps).map { tensor.values[$0] }
    self.tensor = RealTensor(shape: shape, values: values)
  }

  /// Dimensions of one name have one extent; where it is 1 and elsewhere more, the dimension goes.
  static func align(_ operands: inout [LabelledTensor]) throws(OperatorError) {
    var extents: [Int: Int] = [:]
    for operand in operands {
      for (label, extent) in zip(operand.labels, operand.tensor.shape) {
        let known = extents[label] ?? 1
        guard known == extent || known == 1 || extent == 1 else {
          throw OperatorError("a label stands for extents \(known) and \(extent)")
        }
        extents[label] = known == 1 ? extent : known
      }
    }
    operands = operands.map { operand in
      let kept = operand.labels.indices.filter {
        operand.tensor.shape[$0] == extents[operand.labels[$0]]
      }
      return LabelledTensor(
        labels: kept.map { operand.labels[$0] },
        tensor: operand.tensor.reshaped(kept.map { operand.tensor.shape[$0] }))
    }
  }

  private func extents(_ wanted: [Int]) -> [Int] {
    wanted.map { label in labels.firstIndex(of: label).map { tensor.shape[$0] } ?? 1 }
  }

  private func permuted(_ order: [Int]) -> RealTensor<Real> {
    tensor.transposed(order.compactMap { labels.firstIndex(of: $0) })
  }

  /// Adds up the dimensions whose names are not among those.
  private func summed(keeping kept: Set<Int>) -> LabelledTensor {
    let remaining = labels.filter { kept.contains($0) }
    guard remaining.count < labels.count else { return self }
    let gone = labels.filter { !kept.contains($0) }
    let values = permuted(remaining + gone).values
    let depth = Axes.product(extents(gone))
    let sums = (0..<Axes.product(extents(remaining))).map { row in
      values[row * depth..<(row + 1) * depth].reduce(0, +)
    }
    return LabelledTensor(
      labels: remaining, tensor: RealTensor(shape: extents(remaining), values: sums))
  }

  /// The product, summed over what both have and nobody needs any more.
  func contracted(_ other: LabelledTensor, keeping kept: Set<Int>) throws(OperatorError)
    -> LabelledTensor
  {
    let left = summed(keeping: kept.union(other.labels))
    let right = other.summed(keeping: kept.union(labels))
    let common = left.labels.filter { right.labels.contains($0) }
    let batch = common.filter { kept.contains($0) }
    let inner = common.filter { !kept.contains($0) }
    let rows = left.labels.filter { !common.contains($0) }
    let columns = right.labels.filter { !common.contains($0) }
    let (b, m) = (left.extents(batch), left.extents(rows))
    let (k, n) = (left.extents(inner), right.extents(columns))
    let product = try BatchedProduct.of(
      left.permuted(batch + rows + inner).reshaped([b, m, k].map { Axes.product($0) }),
      right.permuted(batch + inner + columns).reshaped([b, k, n].map { Axes.product($0) }))
    return LabelledTensor(labels: batch + rows + columns, tensor: product.reshaped(b + m + n))
  }

  /// Summed over all other names, in that order.
  func arranged(_ order: [Int]) throws(OperatorError) -> RealTensor<Real> {
    let sum = summed(keeping: Set(order))
    guard order.allSatisfy({ sum.labels.contains($0) }) else {
      throw OperatorError("the output names a dimension that no operand has")
    }
    return sum.permuted(order)
  }
}
