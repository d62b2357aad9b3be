import Tensors

/// A convolution from codes, by planes.
struct PlaneProduct: Product {
  let filters: PlaneFilters
  let bias: [Float]?
  let activation: ActivationFunction

  var form: String { "planes" }
  var heldBytes: Int { filters.bytes }
  func scratchCount(batch: Int, threads: Int) -> Int { 0 }

  func run(_ pass: ProductPass) {
    for image in 0..<pass.batch {
      let output = SharedPointer(pass.output.base + image * pass.outputStride)
      filters.fill(
        output, from: SharedReader(pass.input.base + image * pass.inputStride), images: 1,
        bias: bias)
      activation.finish(
        output.base, addend: pass.addend.map { $0.base + image * pass.addendStride },
        count: filters.outputCount)
    }
  }
}
