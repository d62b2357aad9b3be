import CKernels
import Datasets
import Networks
import Tensors

extension Trainer {
  /// The moving parts of one pass: parameters as plain floats, and what the optimizer remembers of
  /// them.
  struct Run {
    let plan: TrainingPlan
    let constraints: [String: any WeightConstraint]
    private(set) var network: Network
    private var memories: [Int: (weights: Optimizer.Memory, bias: Optimizer.Memory)] = [:]
    private var step = 0
    private var examplesDone = 0
    private let exampleCount: Int
    private let start = Trainer.now()
    private var epochStart = Trainer.now()

    init(
      plan: TrainingPlan, network: Network, constraints: [String: any WeightConstraint],
      exampleCount: Int
    ) {
      (self.plan, self.constraints, self.exampleCount) = (plan, constraints, exampleCount)
      self.network = network
      for (index, node) in network.nodes.enumerated() {
        if let layer = node.layer as? any ChannelLayer, !plan.frozenLayers.contains(node.name) {
          memories[index] = (
            plan.optimizer.memory(count: layer.parameters.count), plan.optimizer.memory(count: 0)
          )
        }
        guard let layer = node.layer as? any WeightedLayer else { continue }
        self.network.updateLayer(node.name) {
          $0.weights = .dense(layer.weights.tensor)
          $0.bias = layer.bias.map { .float32($0.values) }
        }
        guard !plan.frozenLayers.contains(node.name) else { continue }
        memories[index] = (
          plan.optimizer.memory(count: layer.weights.count),
          plan.optimizer.memory(count: layer.bias?.count ?? 0)
        )
      }
    }

    private var stepsPerEpoch: Int { (exampleCount + plan.batchSize - 1) / plan.batchSize }

    /// Mean loss over the epoch.
    mutating func epoch(
      _ epoch: Int, _ examples: Examples, random: inout RandomSource,
      monitor: WorkMonitor<TrainingProgress>
    ) throws -> Double {
      epochStart = Trainer.now()
      let order = random.permutation(examples.count)
      var total = 0.0
      for start in stride(from: 0, to: order.count, by: plan.batchSize) {
        let positions = order[start..<min(start + plan.batchSize, order.count)]
        total +=
          try batch(positions, of: examples, epoch: epoch, random: &random)
          * Double(positions.count)
        examplesDone += positions.count
        try monitor.tell(progress(epoch: epoch, finished: nil))
      }
      return total / Double(examples.count)
    }

    private mutating func batch(
      _ positions: ArraySlice<Int>, of examples: Examples, epoch: Int, random: inout RandomSource
    ) throws(DatasetError) -> Double {
      let inputs = RandomShift(pixels: plan.shift)(
        try examples.inputs(at: positions), random: &random)
      let labels = examples.labels(at: positions)
      let activations = network.forwardForTraining(
        inputs, random: &random, frozen: plan.frozenLayers)
      let (loss, gradient) = lossAndGradient(
        activations[activations.count - 1].output, inputs, labels)
      let gradients = network.backward(gradient, input: inputs, activations: activations)
      step += 1
      let fraction = Double(step - 1) / Double(max(1, stepsPerEpoch * plan.epochs - 1))
      let rate = plan.rate * plan.schedule.factor(progress: fraction, epoch: epoch)
      for index in memories.keys.sorted() {
        update(index, gradients[index], rate: rate)
        network.track(activations[index], at: index)
      }
      return loss
    }

    private func lossAndGradient(_ logits: Tensor, _ inputs: Tensor, _ labels: [Int32]) -> (
      Double, Tensor
    ) {
      guard let distillation = plan.distillation else {
        return SoftmaxCrossEntropy.lossAndGradient(logits, labels: labels)
      }
      return SoftmaxCrossEntropy.lossAndGradient(
        logits, labels: labels, teacher: distillation.teacher.forward(inputs),
        weight: Float(distillation.weight), temperature: Float(distillation.temperature))
    }

    private mutating func update(_ index: Int, _ gradient: LayerGradient, rate: Double) {
      guard var gradientOfWeights = gradient.weights, var memory = memories[index] else { return }
      let name = network.nodes[index].name
      memories[index] = nil  // so that the arrays inside are unique and change in place
      let (plan, step, constraint) = (plan, step, constraints[name])
      let hasPenalties =
        (plan.l1 != 0 || plan.l2 != 0) && network.nodes[index].layer is any WeightedLayer
      network.withTrainableParameters(at: index) { weights, bias in
        if hasPenalties {
          dcs_add_penalty(
            weights, &gradientOfWeights.values, weights.count, Float(plan.l1), Float(plan.l2))
        }
        constraint?.project(gradient: &gradientOfWeights)
        plan.optimizer.update(
          &weights, gradient: gradientOfWeights.values, memory: &memory.weights, rate: rate,
          step: step)
        if let gradientOfBias = gradient.bias {
          plan.optimizer.update(
            &bias, gradient: gradientOfBias, memory: &memory.bias, rate: rate, step: step)
        }
      }
      memories[index] = memory
    }

    func finishEpoch(_ epoch: Int, loss: Double, validationError: Double?) -> TrainingHistory.Epoch
    {
      TrainingHistory.Epoch(
        number: epoch + 1, loss: loss, validationError: validationError,
        seconds: Trainer.now() - epochStart)
    }

    func progress(epoch: Int, finished: TrainingHistory.Epoch?) -> TrainingProgress {
      TrainingProgress(
        epoch: epoch + 1, epochs: plan.epochs, examplesDone: examplesDone,
        examplesTotal: exampleCount * plan.epochs, secondsSoFar: Trainer.now() - start,
        finishedEpoch: finished)
    }

    /// The trained parameters in the storage and precision that `original` has.
    func restored(_ trained: Network, like original: Network) -> Network {
      var result = original
      for index in memories.keys {
        let name = original.nodes[index].name
        guard let layer = trained.weightedLayer(name) else {
          result.replaceLayer(at: index, with: trained.nodes[index].layer)
          continue
        }
        result.updateLayer(name) { target in
          let values = layer.weights.tensor
          target.weights = constraints[name]?.restored(values) ?? .dense(values)
          if let bias = target.bias, let trainedBias = layer.bias {
            target.bias = Bias(rounding: trainedBias.values, bits: bias.bits)
          }
        }
      }
      return result
    }
  }
}
