/// Classifiers that end in a softmax give probabilities: whoever wants scores reads what the
/// softmax reads, whoever wants probabilities needs no second one.
extension Network {
  /// What the first output is, for a classifier.
  public enum Scores: Sendable, Equatable {
    /// Any numbers, the highest for the class that is meant.
    case logits
    /// They add up to 1.
    case probabilities
    /// Their logarithms.
    case logProbabilities
  }

  public var scores: Scores { softmax?.scores ?? .logits }

  /// Whether the first output is a row of numbers for each example; extents of 1 aside. True where
  /// nobody knows.
  public var givesVector: Bool {
    guard let shape = valueType(of: outputs[0].source).exampleShape else { return true }
    return shape.filter { $0 != 1 }.count <= 1
  }

  /// The same network with what its last softmax reads for its first output: what the loss of
  /// classification is computed from. The parameters are the same.
  public var givingLogits: Network {
    guard let softmax, let source = nodes[softmax.node].inputs.first else { return self }
    let outputs =
      [Output(name: outputs[0].name, source: source)] + outputs.dropFirst()
    return (try? Network(inputs: inputs, nodes: nodes, outputs: outputs)) ?? self
  }

  /// The softmax that the first output goes through, behind nothing but layers that keep its
  /// numbers.
  private var softmax: (node: Int, scores: Scores)? {
    var source = outputs[0].source
    while let index = source.node {
      let layer = nodes[index].layer
      switch layer.kind {
      case Softmax.operation, "Softmax": return (index, .probabilities)
      case "LogSoftmax": return (index, .logProbabilities)
      default: break
      }
      guard layer.storage == .same, let next = nodes[index].inputs.first else { return nil }
      source = next
    }
    return nil
  }
}
