import Tensors

/// What a node got, read as its operator wants it.
struct Inputs {
  let tensors: [TypedTensor?]

  init(_ tensors: [TypedTensor?]) { self.tensors = tensors }

  subscript(_ index: Int) -> TypedTensor? {
    tensors.indices.contains(index) ? tensors[index] : nil
  }

  func required(_ index: Int) throws(OperatorError) -> TypedTensor {
    guard let tensor = self[index] else { throw OperatorError("input \(index) is missing") }
    return tensor
  }

  /// Every input, none of which may be left out, at least one.
  func all() throws(OperatorError) -> [TypedTensor] {
    var all = [try required(0)]
    for index in tensors.indices.dropFirst() { all.append(try required(index)) }
    return all
  }

  /// Whole numbers in row-major order; nil when the input is left out.
  func optionalIntegers(_ index: Int) throws(OperatorError) -> [Int]? {
    guard let tensor = self[index] else { return nil }
    guard tensor.type != .bool, let integers = tensor.integers else {
      throw OperatorError("input \(index) is of type \(tensor.type), not of whole numbers")
    }
    return integers
  }

  func integers(_ index: Int) throws(OperatorError) -> [Int] {
    guard let integers = try optionalIntegers(index) else {
      throw OperatorError("input \(index) is missing")
    }
    return integers
  }

  /// The only element.
  func optionalInteger(_ index: Int) throws(OperatorError) -> Int? {
    guard let integers = try optionalIntegers(index) else { return nil }
    guard integers.count == 1 else {
      throw OperatorError("input \(index) has \(integers.count) elements, not one")
    }
    return integers[0]
  }

  func integer(_ index: Int) throws(OperatorError) -> Int {
    guard let integer = try optionalInteger(index) else {
      throw OperatorError("input \(index) is missing")
    }
    return integer
  }

  /// The only element as a double; nil when the input is left out.
  func optionalNumber(_ index: Int) throws(OperatorError) -> Double? {
    guard let tensor = self[index] else { return nil }
    guard tensor.count == 1 else {
      throw OperatorError("input \(index) has \(tensor.count) elements, not one")
    }
    return tensor.numbers[0]
  }

  /// The only element as a switch; nil when the input is left out.
  func optionalFlag(_ index: Int) throws(OperatorError) -> Bool? {
    try optionalNumber(index).map { $0 != 0 }
  }
}

/// A list that old nodes have as an attribute and new ones as an input.
struct MovedSetting {
  private let attribute: [Int]?
  private let index: Int

  init(_ name: String, input index: Int, _ node: inout OperatorNode) throws(OperatorError) {
    (attribute, self.index) = (try node.integers(name), index)
  }

  func value(_ inputs: Inputs) throws(OperatorError) -> [Int]? {
    try inputs.optionalIntegers(index) ?? attribute
  }
}
