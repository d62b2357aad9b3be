import Glibc
import Operators
import Tensors
import Testing

/// sin(a n + b) for n = 0, 1, ...: numbers without a pattern that any program can make again.
func waves(_ shape: [Int], _ a: Double = 0.7, _ b: Double = 0.3) -> TypedTensor {
  TypedTensor(shape: shape, (0..<shape.reduce(1, *)).map { Float(sin(a * Double($0) + b)) })
}

/// Gradients of Σ (output · waves(1.1, 0.2)), over the first `outputs` of them, by every input of
/// floats.
func gradients(
  _ name: String, _ inputs: [TypedTensor?], _ attributes: [String: OperatorNode.Attribute] = [:],
  version: Int = 21, outputs: Int = 1, domain: String = ""
) throws -> [Tensor?] {
  let node = OperatorNode(
    name, domain: domain, version: version, inputs: inputs.map { $0 != nil },
    outputs: [Bool](repeating: true, count: outputs), attributes: attributes)
  let operation = try #require(
    try OperatorRegistry.make(node) as? any DifferentiableOperator, "\(name) has no gradients")
  #expect(operation.gradientObstacle == nil)
  let results = try operation.outputs(of: inputs)
  return try operation.gradients(
    of: OperatorPass(
      inputs: inputs, outputs: results,
      gradients: results.enumerated().map { number, result in
        number < outputs && result.type == .float32 ? waves(result.shape, 1.1, 0.2).tensor : nil
      },
      wanted: inputs.map { $0 != nil }))
}

/// The same by central differences, computed with 64 bits: (L(x + h) - L(x - h)) / 2h differs from
/// the derivative by h² times a third one.
func expectGradients(
  _ name: String, _ inputs: [TypedTensor?], _ attributes: [String: OperatorNode.Attribute] = [:],
  version: Int = 21, outputs: Int = 1, domain: String = "", by wanted: [Int]? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try gradients(
    name, inputs, attributes, version: version, outputs: outputs, domain: domain)
  let wide = inputs.map { input in
    input.map { $0.type == .float32 ? TypedTensor(shape: $0.shape, $0.numbers) : $0 }
  }
  func loss(_ inputs: [TypedTensor?]) throws -> Double {
    try run(
      name, inputs, attributes, version: version, outputs: outputs, domain: domain
    ).prefix(outputs).filter { $0.type == .float64 }.reduce(0) { sum, output in
      sum
        + zip(output.numbers, waves(output.shape, 1.1, 0.2).numbers).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
  let step = 1e-4
  for index in wanted ?? inputs.indices.filter({ inputs[$0]?.type == .float32 }) {
    guard let input = wide[index] else { continue }
    let own = try #require(
      found[index], "\(name): none by input \(index)", sourceLocation: sourceLocation)
    #expect(own.shape == input.shape, sourceLocation: sourceLocation)
    for place in 0..<input.count {
      func moved(_ distance: Double) throws -> Double {
        var (values, all) = (input.numbers, wide)
        values[place] += distance
        all[index] = TypedTensor(shape: input.shape, values)
        return try loss(all)
      }
      let difference = (try moved(step) - moved(-step)) / (2 * step)
      let value = Double(own.values[place])
      #expect(
        abs(value - difference) <= 2e-5 * max(1, abs(difference)),
        "\(name), input \(index), place \(place): \(value), by differences \(difference)",
        sourceLocation: sourceLocation)
    }
  }
}

/// Numbers that another program printed with six digits.
func expectEqual(
  _ found: Tensor?, _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found?.values.count == expected.count, sourceLocation: sourceLocation)
  for (value, number) in zip(found?.values ?? [], expected) {
    #expect(abs(value - number) < 3e-6, "\(value), not \(number)", sourceLocation: sourceLocation)
  }
}
