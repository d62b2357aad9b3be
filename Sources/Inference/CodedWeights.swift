import CompressedModels
import Networks
import Products
import Synchronization
import Tensors

/// Packed weights that multiply, or are looked up, as codes: laid out when they are first asked
/// for, and kept: for vectors, for batches, for images of the last size, for some of the rows.
final class CodedWeights: WeightMatrix {
  private let form: ProductForm
  private let packed: PackedLayer
  private let kind: ProductWeights.Kind
  private let machine: Machine
  /// By the rows that they have.
  private let matrices = Mutex<[Range<Int>: PreparedProduct]>([:])
  private let table = Mutex<CodedRows?>(nil)
  /// Images of many sizes would fill the memory.
  private let lastImages = Mutex<(plane: [Int], product: any Product)?>(nil)
  /// Why the weights cannot be decoded, once that is known.
  private let failure = Mutex<(any Error)?>(nil)

  /// nil for weights that are no codes, or none that fit. `isFull` says that no weight is pruned.
  init?(_ packed: PackedLayer, _ form: ProductForm, isFull: Bool, on machine: Machine) {
    guard let codebook = packed.codebook,
      form.depth(of: packed.shape) <= CodebookMatrix.mostColumns
    else { return nil }
    (self.form, self.packed, self.machine) = (form, packed, machine)
    kind = .codes(isFull: isFull, centroids: codebook.count)
  }

  var shape: [Int] { packed.shape }
  private var outputs: Int { form.outputs(of: shape) }
  private var depth: Int { form.depth(of: shape) }

  /// Throws what kept weights from being decoded.
  func check() throws { if let failure = failure.withLock({ $0 }) { throw failure } }

  /// Who computes with weights cannot throw: the program looks at `check` behind it.
  private func noting<Result>(_ body: () throws -> Result?) -> Result? {
    do { return try body() } catch {
      failure.withLock { $0 = error }
      return nil
    }
  }

  func product(_ input: Tensor) -> Tensor? {
    noting {
      if case .windows(let layout, let groups) = form {
        try images(input, layout, groups: groups)
      } else {
        try vectors(input)
      }
    }
  }

  func product(_ values: [Float], count: Int, rows: Range<Int>) -> [Float] {
    let product = noting {
      run(
        try matrix(rows).product(for: count), Tensor(shape: [count, depth], values: values),
        batch: count, shape: [count, rows.count])
    }
    return product?.values ?? [Float](repeating: 0, count: count * rows.count)
  }

  func rows(_ places: [Int]) -> [Float] {
    let rows = noting {
      try table.withLock { table in
        let known = try table ?? CodedRows(try Self.decoded(packed), rows: outputs)
        table = known
        return known.values(of: places)
      }
    }
    return rows ?? [Float](repeating: 0, count: places.count * depth)
  }

  // MARK: Products

  /// [..., depth] -> [..., outputs]
  private func vectors(_ input: Tensor) throws -> Tensor? {
    guard input.shape.last == depth else { return nil }
    let batch = input.count / max(1, depth)
    return run(
      try matrix(0..<outputs).product(for: batch), input, batch: batch,
      shape: input.shape.dropLast() + [outputs])
  }

  /// [N, channels, height, width], or without a height -> [N, outputs, height', width']
  private func images(_ input: Tensor, _ layout: WindowLayout, groups: Int) throws -> Tensor? {
    let plane = Array(input.shape.dropFirst(2))
    guard input.shape.count == packed.shape.count, input.shape[1] == packed.shape[1] * groups,
      let windows = Windows(
        over: [packed.shape[1]] + (plane.count == 1 ? [1] : []) + plane, layout)
    else { return nil }
    let product = try convolution(plane, windows, groups: groups)
    let outputPlane = (plane.count == 1 ? [] : [windows.outputHeight]) + [windows.outputWidth]
    return run(
      product, input, batch: input.shape[0],
      shape: [input.shape[0], packed.shape[0]] + outputPlane)
  }

  private func convolution(_ plane: [Int], _ windows: Windows, groups: Int) throws -> any Product {
    if let last = lastImages.withLock({ $0 }), last.plane == plane { return last.product }
    let made = ProductChoice.convolution(
      .codes(try Self.codes(packed, form)), windows: windows, groups: groups, bias: nil,
      activation: .identity, on: machine)
    lastImages.withLock { $0 = (plane, made) }
    return made
  }

  /// Some rows, for vectors or batches.
  private func matrix(_ rows: Range<Int>) -> PreparedProduct {
    matrices.withLock { known in
      if let matrix = known[rows] { return matrix }
      let matrix = PreparedProduct { [kind, machine] in
        ProductChoice.batchClass($0, of: kind, on: machine)
      } prepare: { [packed, form, machine] batches in
        ProductChoice.matrix(
          .codes(try Self.codes(packed, form, rows)), bias: nil, activation: .identity,
          batches: batches, on: machine)
      }
      known[rows] = matrix
      return matrix
    }
  }

  private static func codes(
    _ packed: PackedLayer, _ form: ProductForm, _ rows: Range<Int>? = nil
  ) throws -> CodebookMatrix {
    guard let matrix = CodebookMatrix(try decoded(packed), form) else {
      preconditionFailure("a layer with a codebook has codes")
    }
    guard let rows, rows != 0..<matrix.rows else { return matrix }
    return matrix.rows(rows)
  }

  private static func decoded(_ packed: PackedLayer) throws -> SharedWeights {
    let weights: Weights
    do throws(ContainerFault) { weights = try packed.weights() } catch {
      throw ContainerError(error, at: .init(layer: packed.name))
    }
    guard case .shared(let shared) = weights else {
      preconditionFailure("a layer with a codebook has codes")
    }
    return shared
  }

  private func run(_ form: any Product, _ input: Tensor, batch: Int, shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    guard batch > 0, count > 0 else { return Tensor(zeros: shape) }
    let line = 16
    let behind = ProductPass.readableBehind
    func ends(_ start: Int, _ size: Int) -> Int { (start + size + behind + line - 1) / line * line }
    let output = ends(0, input.count)
    let scratch = ends(output, count)
    let memory = WorkingMemory(
      count: scratch + form.scratchCount(batch: batch, threads: machine.threads) + behind)
    input.values.withUnsafeBufferPointer { values in
      if let base = values.baseAddress { memory.base.update(from: base, count: values.count) }
    }
    machine.run {
      form.run(
        ProductPass(
          batch: batch, input: SharedReader(memory.base), inputStride: input.count / batch,
          output: SharedPointer(memory.base + output), outputStride: count / batch,
          scratch: SharedPointer(memory.base + scratch), threads: machine.threads))
    }
    return Tensor(
      shape: shape, values: Array(UnsafeBufferPointer(start: memory.base + output, count: count)))
  }
}

/// What a node reads as matrices, by the numbers of its parameters.
struct CodedNode: Sendable {
  let name: String
  let matrices: [Int: CodedWeights]

  /// What `layer`, which has all its other parameters, gives for such inputs. Throws `NetworkError`
  /// for inputs that do not fit, and `ContainerError` when weights cannot be decoded.
  func outputs(of layer: any MatrixTakingLayer, _ inputs: [TypedTensor]) throws -> [TypedTensor] {
    do {
      let outputs = try layer.evaluated(inputs, weights: matrices)
      for matrix in matrices.values { try matrix.check() }
      return outputs
    } catch NetworkError.cannotCompute(_, let reason) {
      for matrix in matrices.values { try matrix.check() }
      throw NetworkError.cannotCompute(layer: name, reason: reason)
    }
  }
}

extension PackedModel {
  /// The nodes of a network of operators that read parameters as codes, and those parameters:
  /// whatever nothing but such nodes reads.
  func codedNodes(of network: Network, on machine: Machine) -> (
    nodes: [Int: CodedNode], parameters: Set<String>
  ) {
    let isDynamic = network.isDynamic
    var matrices: [Int: [Int: CodedWeights]] = [:]
    var parameters: Set<String> = []
    for packed in layers {
      let holders = network.nodes(holding: packed.name)
      let found = holders.map { node in
        isDynamic[node] ? coded(packed, of: network.nodes[node], on: machine) : nil
      }
      guard !found.isEmpty, found.allSatisfy({ $0 != nil }) else { continue }
      parameters.insert(packed.name)
      for case (let node, let (number, weights)?) in zip(holders, found) {
        matrices[node, default: [:]][number] = weights
      }
    }
    let nodes = matrices.map { ($0, CodedNode(name: network.nodes[$0].name, matrices: $1)) }
    return (Dictionary(uniqueKeysWithValues: nodes), parameters)
  }

  private func coded(
    _ packed: PackedLayer, of node: Network.Node, on machine: Machine
  ) -> (Int, CodedWeights)? {
    let places = node.parameterNames.indices.filter { node.parameterNames[$0] == packed.name }
    guard let layer = node.layer as? any MatrixTakingLayer, places.count == 1,
      let form = layer.matrixForms[places[0]]
    else { return nil }
    let isFull = sizes.layer(packed.name)?.survivorCount == packed.weightCount
    return CodedWeights(packed, form, isFull: isFull, on: machine).map { (places[0], $0) }
  }
}
