import Products
import Tensors

/// A product with an input and room for its outputs, ready to be timed.
package final class TimedProduct {
  package let product: any Product
  private let pass: ProductPass
  private let input: AlignedArray<Float>
  private let output: AlignedArray<Float>
  private let scratch: AlignedArray<Float>
  private let outputCount: Int

  /// input: [batch, ...], drawn by `TimedProduct.drawnInput` or given; `outputs` are the values
  /// that one example gives.
  package init(_ product: any Product, input: Tensor, outputs: Int, threads: Int) {
    self.product = product
    let batch = input.shape[0]
    outputCount = batch * outputs
    self.input = AlignedArray(
      input.values + [Float](repeating: 0, count: ProductPass.readableBehind))
    output = AlignedArray([Float](repeating: 0, count: outputCount))
    let count = product.scratchCount(batch: batch, threads: threads)
    scratch = AlignedArray(
      [Float](repeating: 0, count: count + ProductPass.readableBehind))
    pass = ProductPass(
      batch: batch, input: SharedReader(UnsafePointer(self.input.base)),
      inputStride: input.count / max(1, batch), output: SharedPointer(output.base),
      outputStride: outputs, scratch: SharedPointer(scratch.base), threads: threads)
  }

  package func run() { product.run(pass) }

  /// What the last run computed, [batch, outputs].
  package var result: [Float] {
    [Float](UnsafeBufferPointer(start: output.base, count: outputCount))
  }

  /// Normal numbers, the same ones every time.
  package static func drawnInput(_ shape: [Int]) -> Tensor {
    var random = RandomSource(seed: 1)
    return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }
}
