import Tensors

/// What a way of cutting a sparse convolution costs, estimated in *slots*: the time of one load of a
/// vector from the first cache that meets a multiplication, half a cycle where two a cycle are
/// possible. Constants fitted to Zen 3 with AVX2.
struct SparseCost {
  /// An entry loads and multiplies its vectors, and is read and broadcast.
  private static let entry = 1.3
  /// Entries of an output wait for one another where they have few vectors.
  private static let fewestSlots = 4.0
  /// Sums come from the second cache and go there, with every tile; and each output begins and ends
  /// its loop.
  private static let sum = 3.5
  private static let loop = 16.0
  /// A vector of a plane, and a row of one.
  private static let copy = 2.5
  private static let row = 5.0
  /// How much slower all is where planes do not fit the first cache.
  private static let overflow = 1.5

  /// Of one group of one image.
  let slots: Double

  /// `entries` of the filters of `outputs`.
  init(_ blocking: SparseBlocking, outputs: Int, entries: Int) {
    let (windows, lanes) = (blocking.windows, Double(blocking.lanes))
    var slots = 0.0
    for (rows, bands) in Self.parts(windows.outputHeight, blocking.rows) {
      for (columns, strips) in Self.parts(windows.outputWidth, blocking.columns) {
        let vectors = (Double((rows - 1) * blocking.pitch + columns) / lanes).rounded(.up)
        let products = Double(entries) * max(Self.fewestSlots, vectors + Self.entry)
        let sums =
          Double(outputs)
          * (Double(blocking.tiles) * (Self.sum * vectors + Self.loop) + 3 * vectors)
        let planeRows = blocking.planes.planes.reduce(0) { $0 + rows + $1.rows }
        let gather = Double(min(windows.layout.stride[1], blocking.lanes))
        let rowSlots = Self.copy * gather * (Double(columns) / lanes).rounded(.up) + Self.row
        let copies = Double(windows.channels * planeRows) * rowSlots
        slots += Double(bands * strips) * (products + sums + copies)
      }
    }
    self.slots = blocking.overflows ? slots * Self.overflow : slots
  }

  /// Sizes of the pieces of an extent, and how many there are of each.
  private static func parts(_ extent: Int, _ size: Int) -> [(size: Int, count: Int)] {
    [(size, extent / size), (extent % size, extent % size > 0 ? 1 : 0)].filter { $0.count > 0 }
  }
}
