import Networks
import Products
import Tensors

/// What benchmarks look at.
extension Program {
  /// The weights of a product, decoded. Throws when they cannot be.
  package func weights(of step: Schedule.Step) throws -> ProductWeights {
    try weights.weights(step.nodes[0])
  }

  /// The product of a step, laid out anew in memory of its own.
  package func product(of step: Schedule.Step, batch: Int) throws -> any Product {
    try binding.product(of: step).product(for: batch)
  }

  /// Lays out the products for such batches. Gives the bytes that they hold.
  package func prepare(batch: Int) throws -> Int {
    for step in steps { _ = try step.form(batch: batch) }
    return heldBytes
  }

  /// The same program, its products laid out anew.
  package func copied() -> Program { Program(schedule, weights, on: machine) }

  /// Calls `body` with the number of each step in order, and a function that runs it on the values
  /// of a pass over `inputs`; the step has run once before.
  package func eachStep(of inputs: [Tensor], _ body: (Int, @escaping () -> Void) throws -> Void)
    throws
  {
    try pass(over: inputs) { memory in
      for (number, step) in steps.enumerated() {
        try step.run(memory)
        try body(number) { try? step.run(memory) }
      }
    }
  }
}

extension Schedule {
  /// The name of the first layer of a step.
  public func name(of step: Step) -> String { network.nodes[step.nodes[0]].name }

  /// "conv1 convolution + relu1 relu"
  public func summary(of step: Step) -> String {
    step.nodes.map { "\(network.nodes[$0].name) \(network.nodes[$0].layer.kind)" }
      .joined(separator: " + ")
  }
}
