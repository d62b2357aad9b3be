import Tensors

/// A matrix of codes times vectors, one after the other: for batches of one and few.
struct VectorProduct<Layout: VectorLayout>: Product {
  let layout: Layout
  let columns: Int
  let entryCount: Int
  let bias: [Float]?
  let activation: ActivationFunction

  /// Entries below which a part is not worth a thread.
  private static var smallestPart: Int { 50_000 }

  var form: String { Layout.form }
  var heldBytes: Int { layout.bytes }

  /// The input of one example, with the zeros that layouts read behind it.
  func scratchCount(batch: Int, threads: Int) -> Int { columns + Layout.zerosBehind }

  /// One part for each thread, so that each reads one stream. Rows are independent: how they are
  /// shared out does not matter.
  func run(_ pass: ProductPass) {
    let parts = layout.parts(max(1, min(pass.threads, entryCount / Self.smallestPart)))
    let (padded, zeros) = (pass.scratch, Layout.zerosBehind)
    for example in 0..<pass.batch {
      padded.base.update(from: pass.input.base + example * pass.inputStride, count: columns)
      (padded.base + columns).update(repeating: 0, count: zeros)
      let output = SharedPointer(pass.output.base + example * pass.outputStride)
      Parallel.forEach(parts.count) {
        layout.multiply(parts[$0], by: padded.base, bias: bias, into: output.base)
      }
      activation.finish(
        output.base, addend: pass.addend.map { $0.base + example * pass.addendStride },
        count: layout.rows)
    }
  }
}
