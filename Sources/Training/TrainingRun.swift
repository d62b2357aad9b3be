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
    /// By parameter; those that follow gradients.
    private var memories: [String: (weights: Optimizer.Memory, bias: Optimizer.Memory)] = [:]
    private var step = 0
    private var examplesDone = 0
    private let exampleCount: Int
    private let teacher: Network?
    private let start = Trainer.now()
    private var epochStart = Trainer.now()

    init(
      plan: TrainingPlan, network: Network, constraints: [String: any WeightConstraint],
      exampleCount: Int
    ) {
      (self.plan, self.constraints, self.exampleCount) = (plan, constraints, exampleCount)
      self.network = network
      teacher = plan.distillation?.teacher.givingLogits
      for name in network.parameterNames {
        guard let parameter = network.parameter(name) else { continue }
        self.network.updateParameter(name) {
          $0.weights = .dense(parameter.weights.tensor)
          $0.bias = parameter.bias.map { .float32($0.values) }
        }
        guard parameter.role != .statistics, isTrained(name) else { continue }
        memories[name] = (
          plan.optimizer.memory(count: parameter.weights.count),
          plan.optimizer.memory(count: parameter.bias?.count ?? 0)
        )
      }
    }

    /// Whether a layer that holds the parameter is not frozen.
    private func isTrained(_ name: String) -> Bool {
      network.nodes(holding: name).contains {
        !plan.frozenLayers.contains(network.nodes[$0].name)
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
        network.output(of: activations, input: inputs), inputs, labels)
      let gradients = network.parameterGradients(
        network.backward(gradient, input: inputs, activations: activations))
      step += 1
      let fraction = Double(step - 1) / Double(max(1, stepsPerEpoch * plan.epochs - 1))
      let rate = plan.rate * plan.schedule.factor(progress: fraction, epoch: epoch)
      for (name, gradient) in zip(network.parameterNames, gradients) {
        if let gradient { update(name, gradient, rate: rate) }
      }
      for (index, node) in network.nodes.enumerated()
      where !plan.frozenLayers.contains(node.name) {
        network.track(activations[index], at: index)
      }
      return loss
    }

    private func lossAndGradient(_ logits: Tensor, _ inputs: Tensor, _ labels: [Int32]) -> (
      Double, Tensor
    ) {
      guard let distillation = plan.distillation, let teacher else {
        return SoftmaxCrossEntropy.lossAndGradient(logits, labels: labels)
      }
      return SoftmaxCrossEntropy.lossAndGradient(
        logits, labels: labels, teacher: teacher.forward(inputs),
        weight: Float(distillation.weight), temperature: Float(distillation.temperature))
    }

    private mutating func update(_ name: String, _ gradient: ParameterGradient, rate: Double) {
      guard var memory = memories[name] else { return }
      memories[name] = nil  // so that the arrays inside are unique and change in place
      var gradientOfWeights = gradient.weights
      let (plan, step, constraint) = (plan, step, constraints[name])
      let hasPenalties =
        (plan.l1 != 0 || plan.l2 != 0) && network.parameter(name)?.role == .weights
      network.withTrainableParameter(name) { weights, bias in
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
      memories[name] = memory
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
      for name in original.parameterNames where isTrained(name) {
        guard let parameter = trained.parameter(name) else { continue }
        result.updateParameter(name) { target in
          let values = parameter.weights.tensor
          target.weights = constraints[name]?.restored(values) ?? .dense(values)
          if let bias = target.bias, let trainedBias = parameter.bias {
            target.bias = Bias(rounding: trainedBias.values, bits: bias.bits)
          }
        }
      }
      return result
    }
  }
}
