import Networks
import Operators
import Tensors

/// A node of an ONNX graph as a layer: reads values and constants, its parameters among them, and
/// computes as its operator says. Where dcs has no such operator the layer stands for itself all
/// the same: its parameters can be compressed, and the file written again.
public struct OperatorLayer: Layer {
  public static let operation = "operator"

  /// What the operator reads in one place.
  enum Slot: Sendable {
    /// It does without.
    case absent
    /// The next value that the layer reads.
    case value
    case constant(TypedTensor)
    /// A parameter of the layer.
    case parameter(Int)
  }

  /// The node's operation: "Conv".
  public let kind: String
  let slots: [Slot]
  /// What graphs inside the node read from around it.
  let captured: [(name: String, slot: Slot)]
  public var parameters: [LayerParameter]
  /// One an output; unknown where the file does not say.
  private let types: [ValueType]
  private let operation: (any Operator)?
  /// Why it cannot be computed.
  public let obstacle: String?

  init(
    kind: String, operation: (any Operator)?, obstacle: String?, slots: [Slot],
    captured: [(name: String, slot: Slot)], parameters: [LayerParameter], types: [ValueType]
  ) {
    (self.kind, self.operation, self.obstacle) = (kind, operation, obstacle)
    (self.slots, self.captured, self.types) = (slots, captured, types)
    self.parameters = parameters
  }

  /// Such layers come from files of their own format alone.
  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    throw .unknownOperation(Self.operation)
  }

  /// What gives no floats needs no gradient.
  public var isTrainable: Bool {
    if types.allSatisfy({ !$0.element.isFloat }) { return true }
    guard let differentiable = operation as? any DifferentiableOperator,
      parameters.allSatisfy({ $0.storedType == .float32 })
    else { return false }
    return differentiable.gradientObstacle == nil
  }

  public var attributes: [String: Attribute] { [:] }

  /// Operators that give on the numbers that they read, in another shape at most.
  public var storage: OutputStorage {
    ["Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze"].contains(kind) ? .same : .own
  }

  public var products: [LayerProduct] {
    guard let linear = operation as? any LinearOperator, case .value? = slots.first else {
      return []
    }
    return slots.enumerated().compactMap { place, slot in
      guard case .parameter(let index) = slot else { return nil }
      return linear.productForm(ofWeights: parameters[index].weights.shape, at: place)
        .map { LayerProduct(parameter: index, $0) }
    }
  }

  public func outputs(for inputs: [ValueType]) throws(NetworkError) -> [ValueType] { types }

  public func evaluated(_ inputs: [TypedTensor]) throws(NetworkError) -> [TypedTensor] {
    guard let operation else {
      throw .cannotCompute(layer: kind, reason: "dcs does not compute \(obstacle ?? kind)")
    }
    var rest = inputs[...]
    let read = values(of: slots, &rest)
    let around = zip(captured.map(\.name), values(of: captured.map(\.slot), &rest))
    let results: [TypedTensor]
    do {
      if let control = operation as? any ControlOperator {
        var values: [String: TypedTensor] = [:]
        for (name, value) in around { values[name] = value }
        results = try control.outputs(of: read, captured: values)
      } else {
        results = try operation.outputs(of: read)
      }
    } catch { throw failure(error) }
    return filledUp(results)
  }

  private func failure(_ error: OperatorError) -> NetworkError {
    if let shortage = error.shortage { return .memory(shortage) }
    return .cannotCompute(layer: kind, reason: "\(kind): \(error)")
  }

  /// Outputs that nobody reads need not be there.
  private func filledUp(_ results: [TypedTensor]) -> [TypedTensor] {
    let missing = max(0, types.count - results.count)
    return results + Array(repeating: TypedTensor(Tensor(zeros: [0])), count: missing)
  }

  private func values(
    of slots: [Slot], _ rest: inout ArraySlice<TypedTensor>,
    without missing: some Collection<Int> = EmptyCollection<Int>()
  ) -> [TypedTensor?] {
    slots.map { slot in
      switch slot {
      case .absent: nil
      case .value: rest.popFirst()
      case .constant(let tensor): tensor
      case .parameter(let index) where missing.contains(index): nil
      case .parameter(let index): parameters[index].typed
      }
    }
  }

  /// What a node reads in one of its places.
  public enum Operand: Sendable {
    case absent
    /// The layer's input of this number.
    case value(Int)
    case constant(TypedTensor)
    /// The layer's parameter of this number.
    case parameter(Int)
  }

  /// One for each of the node's places.
  public var operands: [Operand] {
    var next = 0
    return slots.map { slot in
      switch slot {
      case .absent: return .absent
      case .value:
        next += 1
        return .value(next - 1)
      case .constant(let tensor): return .constant(tensor)
      case .parameter(let index): return .parameter(index)
      }
    }
  }

  /// The loop that computes the node, given what it read and gave once; `isDynamic` says for each
  /// of the layer's inputs whether it may be something else another time. Throws where there is no
  /// such loop.
  public func lowered(
    _ inputs: [TypedTensor], outputs: [TypedTensor], isDynamic: [Bool]
  ) throws(OperatorError) -> LoweredStep {
    guard let lowered = operation as? any LoweredOperator else {
      throw OperatorError("has no loop")
    }
    var rest = inputs[...]
    let read = values(of: slots, &rest)
    return try lowered.lowered(
      OperatorTrace(
        inputs: read, outputs: outputs,
        isDynamic: operands.map { operand in
          if case .value(let index) = operand { isDynamic[index] } else { false }
        }))
  }

  /// `evaluated` is what networks call; this is for layers whose inputs are checked beforehand.
  public func forward(_ inputs: [TypedTensor]) -> [TypedTensor] {
    do { return try evaluated(inputs) } catch { preconditionFailure("\(error)") }
  }

  public func backward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) -> LayerGradient {
    do {
      return try evaluatedBackward(
        outputGradients, of: activation, inputs: inputs, wantsInputGradient: wantsInputGradient)
    } catch { preconditionFailure("\(error)") }
  }

  public func evaluatedForTraining(_ inputs: [TypedTensor], random: inout RandomSource)
    throws(NetworkError) -> Activation
  {
    Activation(outputs: try evaluated(inputs))
  }

  public func evaluatedBackward(
    _ outputGradients: [Tensor?], of activation: Activation, inputs: [TypedTensor],
    wantsInputGradient: Bool
  ) throws(NetworkError) -> LayerGradient {
    guard let differentiable = operation as? any DifferentiableOperator else {
      throw .cannotCompute(layer: kind, reason: "\(kind) has no gradient")
    }
    var rest = inputs[...]
    let pass = OperatorPass(
      inputs: values(of: slots, &rest), outputs: activation.outputs, gradients: outputGradients,
      wanted: slots.map { slot in
        switch slot {
        case .absent, .constant: false
        case .value: wantsInputGradient
        case .parameter: true
        }
      })
    do {
      return layerGradient(try differentiable.gradients(of: pass))
    } catch { throw failure(error) }
  }

  /// Gradients by what the node reads, for the values and the parameters among it.
  private func layerGradient(_ found: [Tensor?]) -> LayerGradient {
    var result = LayerGradient(
      inputs: [], parameters: [ParameterGradient?](repeating: nil, count: parameters.count))
    for (slot, gradient) in zip(slots, found) {
      switch slot {
      case .absent, .constant: break
      case .value: result.inputs.append(gradient ?? Tensor(zeros: [0]))
      case .parameter(let index):
        guard let gradient else { continue }
        let own = ParameterGradient(gradient)
        result.parameters[index] = result.parameters[index]?.adding(own) ?? own
      }
    }
    return result
  }
}

extension LayerParameter {
  /// The numbers in the type that the file has them in.
  fileprivate var typed: TypedTensor {
    let tensor = weights.tensor
    return switch storedType {
    case .float64: TypedTensor(shape: tensor.shape, tensor.values.map { Double($0) })
    case .float16: TypedTensor(shape: tensor.shape, tensor.values.map { Float16($0) })
    case .int8: TypedTensor(shape: tensor.shape, tensor.values.map { Int8($0) })
    case .uint8: TypedTensor(shape: tensor.shape, tensor.values.map { UInt8($0) })
    default: TypedTensor(tensor)
    }
  }
}

extension OperatorLayer: MatrixTakingLayer {
  public var matrixForms: [Int: ProductForm] {
    guard let linear = operation as? any LinearOperator else { return [:] }
    var uses: [Int: [ProductForm?]] = [:]
    for (place, slot) in slots.enumerated() {
      guard case .parameter(let index) = slot else { continue }
      let shape = parameters[index].weights.shape
      let isFloat = parameters[index].storedType == .float32
      uses[index, default: []].append(
        isFloat ? linear.matrixForm(ofWeights: shape, at: place) : nil)
    }
    // Who reads a parameter twice has one form of it.
    return uses.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  public func evaluated(_ inputs: [TypedTensor], weights: [Int: any WeightMatrix])
    throws(NetworkError) -> [TypedTensor]
  {
    guard let linear = operation as? any LinearOperator else {
      throw .cannotCompute(layer: kind, reason: "\(kind) is no product")
    }
    var matrices: [Int: any WeightMatrix] = [:]
    for (place, slot) in slots.enumerated() {
      if case .parameter(let index) = slot { matrices[place] = weights[index] }
    }
    var rest = inputs[...]
    do {
      let read = values(of: slots, &rest, without: weights.keys)
      return filledUp(try linear.outputs(of: read, weights: matrices))
    } catch { throw failure(error) }
  }
}
