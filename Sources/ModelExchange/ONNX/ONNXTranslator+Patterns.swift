import Networks

/// Functions that files spell out in several nodes. The last of them becomes the one node that they
/// are together; those before it are left out when nothing else reads them.
extension ONNXTranslator {
  /// HardSigmoid: min(max(x + 3, 0), 6) / 6. HardSwish: x times that, in any order, or x
  /// HardSigmoid(x). Swish: x Sigmoid(x).
  func recognized(_ node: ONNXGraph.Node) -> ONNXGraph.Node {
    if let input = sixth(node) {
      if let x = shiftedReLU6(input) { return Self.hardSigmoid(like: node, of: x) }
      if let product = makers[input], let (x, gate) = product.layers(self),
        product.operation == "Mul"
      {
        if shiftedReLU6(gate) == x { return node.replaced(by: "HardSwish", of: x) }
        if shiftedReLU6(x) == gate { return node.replaced(by: "HardSwish", of: gate) }
      }
      return node
    }
    guard node.operation == "Mul", let (left, right) = node.layers(self) else { return node }
    for (x, gate) in [(left, right), (right, left)] {
      guard let maker = makers[gate], maker.input(0) == x else { continue }
      if maker.operation == "Sigmoid" { return node.replaced(by: "Swish", of: x) }
      if maker.operation == "HardSigmoid", maker.isSixth {
        return node.replaced(by: "HardSwish", of: x)
      }
    }
    return node
  }

  private static func hardSigmoid(like node: ONNXGraph.Node, of x: String) -> ONNXGraph.Node {
    var result = node.replaced(by: "HardSigmoid", of: x)
    result.attributes = [
      "alpha": ONNXAttribute("alpha", number: 1 / 6), "beta": ONNXAttribute("beta", number: 0.5),
    ]
    return result
  }

  /// What a node divides by 6.
  private func sixth(_ node: ONNXGraph.Node) -> String? {
    guard node.inputs.count == 2 else { return nil }
    let (left, right) = (node.inputs[0], node.inputs[1])
    if node.operation == "Div" { return number(right) == 6 ? left : nil }
    guard node.operation == "Mul" else { return nil }
    if let factor = number(right) { return factor.isSixth ? left : nil }
    return number(left)?.isSixth == true ? right : nil
  }

  /// The x of min(max(x + 3, 0), 6).
  private func shiftedReLU6(_ value: String) -> String? {
    guard let clip = makers[value], clip.operation == "Clip",
      limit("min", 1, of: clip) == 0, limit("max", 2, of: clip) == 6,
      let shifted = clip.input(0), let sum = makers[shifted], sum.operation == "Add",
      sum.inputs.count == 2
    else { return nil }
    if number(sum.inputs[1]) == 3 { return sum.inputs[0] }
    return number(sum.inputs[0]) == 3 ? sum.inputs[1] : nil
  }

  private func limit(_ name: String, _ index: Int, of clip: ONNXGraph.Node) -> Float? {
    clip.attributes[name]?.number ?? clip.input(index).flatMap(number)
  }
}

extension Float {
  /// 1/6 with the digits that a file may have left of it.
  fileprivate var isSixth: Bool { abs(6 * self - 1) < 1e-5 }
}

extension ONNXGraph.Node {
  /// Whether a HardSigmoid has the slope and offset of HardSwish.
  fileprivate var isSixth: Bool {
    Float(number("alpha", default: 0.2)).isSixth && number("beta", default: 0.5) == 0.5
  }

  /// The two inputs when layers give both.
  fileprivate func layers(_ translator: ONNXTranslator) -> (String, String)? {
    guard inputs.count == 2, inputs.allSatisfy(translator.builder.knows) else { return nil }
    return (inputs[0], inputs[1])
  }

  fileprivate func replaced(by operation: String, of input: String) -> ONNXGraph.Node {
    var node = self
    (node.operation, node.inputs, node.attributes) = (operation, [input], [:])
    return node
  }
}
