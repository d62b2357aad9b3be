import Tensors

extension Network {
  /// input: [N, inputShape...] -> [N, outputShape...]
  public func forward(_ input: Tensor) -> Tensor {
    let lastReaders = lastReaders
    var outputs: [Tensor] = []
    for (index, node) in nodes.enumerated() {
      outputs.append(node.layer.forward(node.inputs.map { $0 < 0 ? input : outputs[$0] }))
      // What nobody reads any more gives its memory back: large images fill gigabytes otherwise.
      for source in node.inputs where source >= 0 && lastReaders[source] == index {
        outputs[source] = Tensor(zeros: [0])
      }
    }
    return outputs[outputs.count - 1]
  }

  /// For each node the last one that reads it; its own number when none does.
  private var lastReaders: [Int] {
    var readers = Array(nodes.indices)
    for (index, node) in nodes.enumerated() {
      for source in node.inputs where source >= 0 { readers[source] = index }
    }
    return readers
  }

  /// The forward pass of training: everything that `backward` needs. Channel layers among the
  /// `frozen` ones compute as in inference, from what they tracked before.
  public func forwardForTraining(
    _ input: Tensor, random: inout RandomSource, frozen: Set<String> = []
  ) -> [Activation] {
    var activations: [Activation] = []
    for node in nodes {
      let inputs = inputs(of: node, input, activations)
      if node.layer is any ChannelLayer && frozen.contains(node.name) {
        activations.append(Activation(output: node.layer.forward(inputs)))
      } else {
        activations.append(node.layer.forwardForTraining(inputs, random: &random))
      }
    }
    return activations
  }

  /// Gradients of all layers, in the order of `nodes`, given the loss's gradient by the output.
  public func backward(_ outputGradient: Tensor, input: Tensor, activations: [Activation])
    -> [LayerGradient]
  {
    var pending = [Tensor?](repeating: nil, count: nodes.count)
    var gradients = [LayerGradient](repeating: LayerGradient(inputs: []), count: nodes.count)
    pending[nodes.count - 1] = outputGradient
    for index in nodes.indices.reversed() {
      guard let gradient = pending[index] else { continue }
      let node = nodes[index]
      let wanted = node.inputs.contains { $0 >= 0 }
      gradients[index] = node.layer.backward(
        gradient, of: activations[index], inputs: inputs(of: node, input, activations),
        wantsInputGradient: wanted)
      for (source, inputGradient) in zip(node.inputs, gradients[index].inputs) where source >= 0 {
        pending[source] =
          pending[source].flatMap { $0.combined(with: inputGradient, +) } ?? inputGradient
      }
      pending[index] = nil
      gradients[index].inputs = []
    }
    return gradients
  }

  private func inputs(of node: Node, _ input: Tensor, _ activations: [Activation]) -> [Tensor] {
    node.inputs.map { $0 < 0 ? input : activations[$0].output }
  }
}
