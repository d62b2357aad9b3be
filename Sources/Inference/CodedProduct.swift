import CompressedModels
import Networks
import Products
import Synchronization
import Tensors

/// A layer whose product with packed weights runs from their codes, laid out when inputs first ask
/// for them and kept: for vectors, for batches, or for images of the last size.
final class CodedProduct: Sendable {
  private let name: String
  private let product: LayerProduct
  private let packed: PackedLayer
  private let machine: Machine
  private let matrix: PreparedProduct
  /// Images of many sizes would fill the memory.
  private let lastImages = Mutex<(plane: [Int], product: any Product)?>(nil)

  /// nil for weights that are no codes, or none that fit. `name` is the layer's, `isFull` says that
  /// no weight is pruned.
  init?(
    _ name: String, _ product: LayerProduct, _ packed: PackedLayer, isFull: Bool,
    on machine: Machine
  ) {
    guard let codebook = packed.codebook, product.input == 0,
      product.form.depth(of: packed.shape) <= CodebookMatrix.mostColumns
    else { return nil }
    (self.name, self.product, self.packed, self.machine) = (name, product, packed, machine)
    let kind = ProductWeights.Kind.codes(isFull: isFull, centroids: codebook.count)
    matrix = PreparedProduct {
      ProductChoice.batchClass($0, of: kind, on: machine)
    } prepare: { batches in
      ProductChoice.matrix(
        .codes(try Self.codes(packed, product.form)), bias: nil, activation: .identity,
        batches: batches, on: machine)
    }
  }

  /// What the weights are called.
  var parameterName: String { packed.name }

  /// What `layer`, which has all its other parameters, gives for such inputs. Throws `NetworkError`
  /// for inputs that do not fit, and `ContainerError` when the weights cannot be decoded.
  func outputs(of layer: any ProductTakingLayer, _ inputs: [TypedTensor]) throws -> [TypedTensor] {
    do {
      return try layer.evaluated(
        inputs, product: try result(inputs), of: product.parameter)
    } catch NetworkError.cannotCompute(_, let reason) {
      throw NetworkError.cannotCompute(layer: name, reason: reason)
    }
  }

  private func result(_ inputs: [TypedTensor]) throws -> Tensor {
    guard let input = inputs.first?.tensor else {
      throw NetworkError.cannotCompute(layer: name, reason: "weights multiply floats only")
    }
    return if case .windows(let layout, let groups) = product.form {
      try images(input, layout, groups: groups)
    } else { try rows(input) }
  }

  /// [..., depth] -> [..., outputs]
  private func rows(_ input: Tensor) throws -> Tensor {
    let (outputs, depth) = (
      product.form.outputs(of: packed.shape), product.form.depth(of: packed.shape)
    )
    guard input.shape.last == depth else { throw misfit(input) }
    let batch = input.count / max(1, depth)
    return run(
      try matrix.product(for: batch), input, batch: batch,
      shape: input.shape.dropLast() + [outputs])
  }

  /// [N, channels, height, width], or without a height -> [N, outputs, height', width']
  private func images(_ input: Tensor, _ layout: WindowLayout, groups: Int) throws -> Tensor {
    let plane = Array(input.shape.dropFirst(2))
    guard input.shape.count == packed.shape.count, input.shape[1] == packed.shape[1] * groups,
      let windows = Windows(
        over: [packed.shape[1]] + (plane.count == 1 ? [1] : []) + plane, layout)
    else { throw misfit(input) }
    let form = try convolution(plane, windows, groups: groups)
    let outputs =
      (plane.count == 1 ? [] : [windows.outputHeight]) + [windows.outputWidth]
    return run(
      form, input, batch: input.shape[0], shape: [input.shape[0], packed.shape[0]] + outputs)
  }

  private func misfit(_ input: Tensor) -> NetworkError {
    .cannotCompute(
      layer: name,
      reason: "weights of shape \(packed.shape) do not fit an input of shape \(input.shape)")
  }

  private func convolution(_ plane: [Int], _ windows: Windows, groups: Int) throws -> any Product {
    if let last = lastImages.withLock({ $0 }), last.plane == plane { return last.product }
    let made = ProductChoice.convolution(
      .codes(try Self.codes(packed, product.form)), windows: windows, groups: groups, bias: nil,
      activation: .identity, on: machine)
    lastImages.withLock { $0 = (plane, made) }
    return made
  }

  private static func codes(_ packed: PackedLayer, _ form: ProductForm) throws -> CodebookMatrix {
    let weights: Weights
    do throws(ContainerFault) { weights = try packed.weights() } catch {
      throw ContainerError(error, at: .init(layer: packed.name))
    }
    guard case .shared(let shared) = weights, let matrix = CodebookMatrix(shared, form) else {
      preconditionFailure("a layer with a codebook has codes")
    }
    return matrix
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

extension PackedModel {
  /// The products of a network of operators that run from codes, by node: of every parameter that
  /// nothing but such products reads.
  func codedProducts(of network: Network, on machine: Machine) -> [Int: CodedProduct] {
    let isDynamic = network.isDynamic
    var products: [Int: CodedProduct] = [:]
    for packed in layers {
      let holders = network.nodes(holding: packed.name)
      let found = holders.map { node in
        isDynamic[node] ? product(packed, of: network.nodes[node], on: machine) : nil
      }
      // A node takes one product; the numbers of others are there.
      guard found.allSatisfy({ $0 != nil }), holders.allSatisfy({ products[$0] == nil }) else {
        continue
      }
      for (node, product) in zip(holders, found) { products[node] = product }
    }
    return products
  }

  private func product(
    _ packed: PackedLayer, of node: Network.Node, on machine: Machine
  ) -> CodedProduct? {
    let places = node.parameterNames.indices.filter { node.parameterNames[$0] == packed.name }
    guard let layer = node.layer as? any ProductTakingLayer, places.count == 1,
      layer.parameters[places[0]].storedType == .float32,
      let product = layer.products.first(where: { $0.parameter == places[0] })
    else { return nil }
    let isFull = sizes.layer(packed.name)?.survivorCount == packed.weightCount
    return CodedProduct(node.name, product, packed, isFull: isFull, on: machine)
  }
}
