import Products
import Tensors
import TestSupport

extension Product {
  /// The product of a batch [N, ...], each example's outputs `gap` floats behind the last one's;
  /// traps when it writes between them.
  func outputs(
    of input: Tensor, count: Int, addend: Tensor? = nil, gap: Int = 0, threads: Int = 1
  ) -> [Float] {
    let batch = input.shape[0]
    func memory(_ values: [Float]) -> AlignedArray<Float> {
      AlignedArray(values + [Float](repeating: 0, count: ProductPass.readableBehind))
    }
    let (source, sum) = (memory(input.values), addend.map { memory($0.values) })
    let target = memory([Float](repeating: 12345, count: batch * (count + gap)))
    let scratch = memory(
      [Float](repeating: .nan, count: scratchCount(batch: batch, threads: threads)))
    Parallel.$threads.withValue(threads) {
      run(
        ProductPass(
          batch: batch, input: SharedReader(source.base),
          inputStride: input.count / max(1, batch), output: SharedPointer(target.base),
          outputStride: count + gap, addend: sum.map { SharedReader($0.base) },
          addendStride: count, scratch: SharedPointer(scratch.base), threads: threads))
    }
    var outputs: [Float] = []
    for example in 0..<batch {
      let start = target.base + example * (count + gap)
      outputs += UnsafeBufferPointer(start: start, count: count)
      for place in count..<count + gap { precondition(start[place] == 12345) }
    }
    return outputs
  }
}
