import Tensors

/// What training and compression go through: parameters by name, tied ones once.
extension Network {
  /// All parameters, in the order of the layers that hold them.
  public var parameterNames: [String] { register.entries.map(\.name) }

  /// Those that pruning, sharing and coding work on: "fc1", "lstm.W".
  public var weightNames: [String] {
    register.entries.filter { $0.role == .weights }.map(\.name)
  }

  /// Names of the layers that have parameters, in order: what training goes through.
  public var trainableNames: [String] {
    nodes.filter { !$0.parameterNames.isEmpty }.map(\.name)
  }

  /// Kinds of layers that have no gradients, each once.
  public var untrainableKinds: [String] {
    Set(nodes.map(\.layer).filter { !$0.isTrainable }.map(\.kind)).sorted()
  }

  public func parameter(_ name: String) -> LayerParameter? {
    register.entry(name).flatMap { entry in
      let holder = entry.holders[0]
      let parameters = nodes[holder.node].layer.parameters
      return parameters.indices.contains(holder.position) ? parameters[holder.position] : nil
    }
  }

  /// The nodes that hold a parameter: one, or all that are tied by it.
  public func nodes(holding name: String) -> [Int] {
    register.entry(name)?.holders.map(\.node) ?? []
  }

  /// The first layer that holds a parameter.
  public func layer(holding name: String) -> (any Layer)? {
    nodes(holding: name).first.map { nodes[$0].layer }
  }

  /// Changes a parameter wherever it is held; does nothing for other names.
  public mutating func updateParameter(
    _ name: String, _ change: (inout LayerParameter) -> Void
  ) {
    guard let entry = register.entry(name), var parameter = parameter(name) else { return }
    change(&parameter)
    setParameter(parameter, heldBy: entry.holders)
  }

  private mutating func setParameter(
    _ parameter: LayerParameter, heldBy holders: [ParameterRegister.Holder]
  ) {
    for holder in holders {
      var layer = nodes[holder.node].layer
      var parameters = layer.parameters
      parameters[holder.position].weights = parameter.weights
      parameters[holder.position].bias = parameter.bias
      layer.parameters = parameters
      replaceLayer(at: holder.node, with: layer)
    }
  }

  /// Whether no parameter is infinite or not a number.
  public var isFinite: Bool { parameterNames.allSatisfy { parameter($0)?.isFinite ?? true } }

  /// Every number that a file of the network must hold: weights and biases, pruned ones included,
  /// and scales and statistics; tied ones once.
  public var parameterCount: Int {
    parameterNames.reduce(0) { $0 + (parameter($1)?.count ?? 0) }
  }

  /// Bytes of all parameters before compression, as 32-bit floats or as the file had them from
  /// which they came. Tied ones once.
  public var denseBytes: Int {
    parameterNames.reduce(0) { $0 + (parameter($1)?.storedBytes ?? 0) }
  }

  /// The same of the network before units were removed: what ratios compare with.
  public var originalBytes: Int { narrowedFrom ?? denseBytes }
}

extension Network {
  /// Changes the floats of a parameter in place. Precondition: there is one of that name, with
  /// dense weights and 32-bit biases, as the trainer keeps them.
  public mutating func withTrainableParameter(
    _ name: String, _ change: (_ weights: inout [Float], _ bias: inout [Float]) -> Void
  ) {
    guard let holders = register.entry(name)?.holders, var parameter = parameter(name),
      case .dense(var weights) = parameter.weights
    else { preconditionFailure("parameter \(name) is not trainable") }
    var bias = parameter.bias?.values ?? []
    let hasBias = parameter.bias != nil
    // The network lets go of its arrays first: otherwise the change would copy them.
    let nothing = Weights.dense(Tensor(zeros: [0]))
    (parameter.weights, parameter.bias) = (nothing, hasBias ? .float32([]) : nil)
    setParameter(parameter, heldBy: holders)
    change(&weights.values, &bias)
    (parameter.weights, parameter.bias) = (.dense(weights), hasBias ? .float32(bias) : nil)
    setParameter(parameter, heldBy: holders)
  }

  /// Lets the layer of node `index` take note of a step of training.
  public mutating func track(_ activation: Activation, at index: Int) {
    guard nodes[index].layer.hasStatistics else { return }
    var layer = nodes[index].layer
    layer.track(activation)
    replaceLayer(at: index, with: layer)
  }

  /// Gradients by the parameters in the order of `parameterNames`, given those of the layers. nil
  /// where there is none.
  public func parameterGradients(_ layers: [LayerGradient]) -> [ParameterGradient?] {
    var layers = layers
    return register.entries.indices.map { takeParameterGradient(at: $0, &layers) }
  }

  /// Takes that of the parameter at a place of `parameterNames` out of the layers'; those of tied
  /// layers are added.
  public func takeParameterGradient(at place: Int, _ layers: inout [LayerGradient])
    -> ParameterGradient?
  {
    var sum: ParameterGradient?
    for holder in register.entries[place].holders
    where layers[holder.node].parameters.indices.contains(holder.position) {
      guard let gradient = layers[holder.node].parameters[holder.position] else { continue }
      layers[holder.node].parameters[holder.position] = nil
      sum = sum?.adding(gradient) ?? gradient
    }
    return sum
  }
}
