import Networks
import Products
import Tensors

/// Memory of one pass, and how many examples go through it.
struct PassMemory: Sendable {
  let base: SharedPointer<Float>
  let inputs: [SharedReader<Float>]
  /// Behind the values: what steps need for themselves.
  let scratch: SharedPointer<Float>
  let batch: Int
  let threads: Int
}

/// A value's place in memory: `count` floats of one example, the next `stride` floats behind.
struct ValuePlace: Sendable {
  let place: Schedule.Place
  let shape: [Int]

  var count: Int { shape.reduce(1, *) }

  var stride: Int {
    if case .block(_, _, let stride) = place { return stride }
    return count
  }

  func writer(_ memory: PassMemory) -> SharedPointer<Float> {
    guard case .block(let offset, let within, _) = place else {
      preconditionFailure("nobody writes to the input")
    }
    return SharedPointer(memory.base.base + offset * memory.batch + within)
  }

  func reader(_ memory: PassMemory) -> SharedReader<Float> {
    if case .input(let number) = place { return memory.inputs[number] }
    return SharedReader(UnsafePointer(writer(memory).base))
  }
}

/// One step of a program, bound to its places.
protocol ProgramStep: Sendable {
  func scratchCount(batch: Int, threads: Int) throws -> Int
  func run(_ memory: PassMemory) throws
  var heldBytes: Int { get }
  /// The word for how it computes.
  func form(batch: Int) throws -> String
}

/// A product and what is fused into it.
struct ProductStep: ProgramStep {
  let product: PreparedProduct
  let input: ValuePlace
  let addend: ValuePlace?
  let output: ValuePlace

  func scratchCount(batch: Int, threads: Int) throws -> Int {
    try product.product(for: batch).scratchCount(batch: batch, threads: threads)
  }

  func run(_ memory: PassMemory) throws {
    try product.product(for: memory.batch).run(
      ProductPass(
        batch: memory.batch, input: input.reader(memory), inputStride: input.stride,
        output: output.writer(memory), outputStride: output.stride,
        addend: addend?.reader(memory), addendStride: addend?.stride ?? 0,
        scratch: memory.scratch, threads: memory.threads))
  }

  var heldBytes: Int { product.heldBytes }
  func form(batch: Int) throws -> String { try product.product(for: batch).form }
}

/// A layer without weights: its own code, on memory of the program.
struct LayerStep: ProgramStep {
  let layer: any FloatLayer
  let inputs: [ValuePlace]
  let output: ValuePlace

  func scratchCount(batch: Int, threads: Int) -> Int { 0 }
  var heldBytes: Int { 0 }
  func form(batch: Int) -> String { "" }

  /// Whole batches where they lie in one piece.
  func run(_ memory: PassMemory) {
    let places = inputs + [output]
    let examples = places.allSatisfy { $0.stride == $0.count } ? memory.batch : 1
    for first in stride(from: 0, to: memory.batch, by: examples) {
      layer.compute(
        inputs.map {
          TensorView(
            shape: [examples] + $0.shape, base: $0.reader(memory).base + first * $0.stride)
        },
        into: MutableTensorView(
          shape: [examples] + output.shape,
          base: output.writer(memory).base + first * output.stride))
    }
  }
}

/// Values put one after the other. Those that were written into place already cost nothing.
struct JoinStep: ProgramStep {
  let inputs: [ValuePlace]
  let output: ValuePlace

  func scratchCount(batch: Int, threads: Int) -> Int { 0 }
  var heldBytes: Int { 0 }
  func form(batch: Int) -> String { "" }

  func run(_ memory: PassMemory) {
    var within = 0
    for input in inputs {
      let source = input.reader(memory).base
      let target = output.writer(memory).base + within
      if source != UnsafePointer(target) {
        for example in 0..<memory.batch {
          (target + example * output.stride).update(
            from: source + example * input.stride, count: input.count)
        }
      }
      within += input.count
    }
  }
}
