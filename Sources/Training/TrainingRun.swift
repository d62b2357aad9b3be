import CKernels
import Datasets
import Networks
import Ranks
import Tensors

extension Trainer {
  /// The moving parts of one pass: parameters as plain floats, and what the optimizer remembers of
  /// them.
  struct Run {
    let plan: TrainingPlan
    private(set) var constraints: [String: any WeightConstraint]
    private var schedule: (any ConstraintSchedule)?
    private(set) var network: Network
    /// By parameter: weights that the network's follow from.
    private var latents: [String: (weights: [Float], bias: [Float])] = [:]
    /// By parameter; those that follow gradients.
    private var memories: [String: (weights: Optimizer.Memory, bias: Optimizer.Memory)] = [:]
    private var step = 0
    private var examplesDone = 0
    private var examplesKept = 0
    private let exampleCount: Int
    private let teacher: Network?
    /// Ranks that train together.
    private let group = RankGroup.current
    private let start = Trainer.now()
    private var epochStart = Trainer.now()

    init(
      plan: TrainingPlan, network: Network, constraints: [String: any WeightConstraint],
      schedule: (any ConstraintSchedule)?, exampleCount: Int
    ) {
      (self.plan, self.constraints, self.exampleCount) = (plan, constraints, exampleCount)
      self.schedule = schedule
      self.network = network
      teacher = plan.distillation?.teacher.givingLogits
      for name in network.parameterNames {
        guard let parameter = network.parameter(name) else { continue }
        self.network.updateParameter(name) {
          $0.weights = .dense(parameter.weights.tensor)
          $0.bias = parameter.bias.map { .float32($0.values) }
        }
        guard parameter.role != .statistics, isTrained(name) else { continue }
        if let constraint = constraints[name] as? any LatentConstraint {
          latents[name] = constraint.latent
          follow(name)
        }
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
    private var stepCount: Int { stepsPerEpoch * plan.epochs }

    /// Whether constraints are what they stay.
    var isSettled: Bool { schedule?.isSettled(after: step, of: stepCount) ?? true }

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
    ) throws -> Double {
      let work = BatchWork(network: network, plan: plan, teacher: teacher, examples: examples)
      let slices = plan.sliceCount(ofBatch: positions.count)
      let outcome =
        slices > 1
        ? try SlicedBatch(work: work, positions: positions, count: slices)
          .outcome(among: group, random: &random)
        : try work.outcome(of: positions, random: &random)
      step += 1
      let fraction = Double(step - 1) / Double(max(1, stepCount - 1))
      let rate = plan.rate * plan.schedule.factor(progress: fraction, epoch: epoch)
      for (name, gradient) in zip(network.parameterNames, outcome.gradients) {
        if let gradient { update(name, gradient, rate: rate) }
      }
      try tighten()
      for (index, node) in network.nodes.enumerated()
      where !plan.frozenLayers.contains(node.name) {
        network.track(outcome.activations[index], at: index)
      }
      return outcome.loss
    }

    private mutating func update(_ name: String, _ gradient: ParameterGradient, rate: Double) {
      guard var memory = memories[name] else { return }
      memories[name] = nil  // so that the arrays inside are unique and change in place
      var gradientOfWeights = gradient.weights
      let (plan, step, constraint) = (plan, step, constraints[name])
      let hasPenalties =
        (plan.l1 != 0 || plan.l2 != 0) && network.parameter(name)?.role == .weights
      let change = { (weights: inout [Float], bias: inout [Float]) in
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
      if var latent = latents.removeValue(forKey: name) {
        change(&latent.weights, &latent.bias)
        latents[name] = latent
        follow(name)
      } else {
        network.withTrainableParameter(name, change)
      }
      memories[name] = memory
    }

    /// Gives the network the weights that follow from a parameter's latent ones.
    private mutating func follow(_ name: String) {
      guard var constraint = constraints[name] as? any LatentConstraint, let latent = latents[name]
      else { return }
      let values = constraint.values(of: latent.weights, step: step)
      network.withTrainableParameter(name) { weights, bias in
        weights = values
        bias = constraint.biases(of: latent.bias)
      }
      constraints[name] = constraint
    }

    /// From here on the constraints of the schedule hold, for weights and memories as for
    /// gradients.
    private mutating func tighten() throws {
      let (count, trained) = (stepCount, network)
      guard let tightened = try schedule?.constraints(after: step, of: count, network: trained)
      else { return }
      for (name, constraint) in tightened where memories[name] != nil {
        constraints[name] = constraint
        let shape = network.parameter(name)?.weights.shape ?? []
        let project = { (values: inout [Float]) in
          var tensor = Tensor(shape: shape, values: values)
          constraint.project(gradient: &tensor)
          values = tensor.values
        }
        network.withTrainableParameter(name) { weights, _ in project(&weights) }
        memories[name]?.weights.project(project)
      }
    }

    // MARK: State

    /// What `TrainingState` is compared by: whatever decides what comes of a training, but the
    /// numbers of network and examples.
    var setting: String {
      let parameters = network.parameterNames.map { name in
        "\(name) \(network.parameter(name)?.weights.shape ?? []) "
          + "\(constraints[name].map { "\(type(of: $0))" } ?? "free") \(memories[name] != nil)"
      }
      let distillation = plan.distillation.map { "\($0.weight) \($0.temperature)" } ?? "alone"
      return """
        \(plan.epochs) epochs of \(exampleCount) by \(plan.batchSize), \(plan.slices ?? 0) slices, \
        rate \(plan.rate) \(plan.schedule), \(plan.optimizer), l1 \(plan.l1), l2 \(plan.l2), \
        shift \(plan.shift), \(distillation), best \(plan.keepsBest): \
        \(parameters.joined(separator: ", "))
        """
    }

    /// Why no state of this run can be kept; nil when one can.
    var obstacle: String? {
      if schedule != nil { return "weights are pruned on the way" }
      return latents.isEmpty ? nil : "weights change their clusters on the way"
    }

    func values(of network: Network) -> [String: TrainingState.Values] {
      var values: [String: TrainingState.Values] = [:]
      for name in network.parameterNames {
        guard let parameter = network.parameter(name) else { continue }
        values[name] = .init(
          weights: parameter.weights.tensor.values, bias: parameter.bias?.values ?? [])
      }
      return values
    }

    /// Between two epochs. Precondition: no obstacle.
    func state(
      _ random: RandomSource, _ history: TrainingHistory,
      best: (error: Double, network: Network)?
    ) -> TrainingState {
      TrainingState(
        setting: setting, random: random, history: history, parameters: values(of: network),
        memories: memories, best: best.map { ($0.error, values(of: $0.network)) })
    }

    /// The network with values of a state; nil when they are not its own.
    func network(of values: [String: TrainingState.Values]) -> Network? {
      var result = network
      guard values.count == network.parameterNames.count else { return nil }
      for name in network.parameterNames {
        guard let own = values[name], let parameter = network.parameter(name),
          parameter.weights.count == own.weights.count,
          (parameter.bias?.count ?? 0) == own.bias.count
        else { return nil }
        result.updateParameter(name) { target in
          target.weights = .dense(Tensor(shape: parameter.weights.shape, values: own.weights))
          target.bias = parameter.bias.map { _ in .float32(own.bias) }
        }
      }
      return result
    }

    /// Goes on behind the epochs of a state. False when it is that of another training.
    mutating func take(_ state: TrainingState) -> Bool {
      guard state.setting == setting, let network = network(of: state.parameters),
        Set(state.memories.keys) == Set(memories.keys),
        state.memories.allSatisfy({ name, memory in
          memories[name].map {
            $0.weights.parts.map(\.count) == memory.weights.parts.map(\.count)
              && $0.bias.parts.map(\.count) == memory.bias.parts.map(\.count)
          } ?? false
        })
      else { return false }
      (self.network, memories) = (network, state.memories)
      step = state.history.epochs.count * stepsPerEpoch
      examplesDone = state.history.epochs.count * exampleCount
      examplesKept = examplesDone
      return true
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
        examplesTotal: exampleCount * plan.epochs, examplesKept: examplesKept,
        secondsSoFar: Trainer.now() - start,
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
