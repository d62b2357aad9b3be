import Tensors

/// What a way of cutting a sparse convolution costs, estimated in *slots*: the time of one load of
/// a vector from the first cache that meets a multiplication, half a cycle where two a cycle are
/// possible. Constants fitted to Zen 3 with AVX2.
///
/// At 40% of the weights or less all layers but tiny ones stay below what dense weights take; large
/// 3x3 ones do up to 70%, 1x1 ones with few outputs to about half.
package struct SparseCost {
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

  /// What convolutions take of this estimate on Zen 3 (1.2 to 1.4 of 20 layers of VGG-16,
  /// ResNet-50 and SqueezeNet at 22 to 84% of the weights), and of the multipliers' peak with dense
  /// weights.
  private static let measured = 1.3
  private static let ofDense = 0.85

  /// Of one group of one image.
  package let slots: Double

  /// Slots from which on a convolution is quicker with dense weights, which multiply every tap of
  /// every pixel.
  package static func limit(_ windows: Windows, outputs: Int, lanes: Int) -> Double {
    Double(outputs * windows.depth * windows.pixels) / Double(lanes) / (ofDense * measured)
  }

  /// `entries` of the filters of `outputs`.
  package init(_ blocking: SparseBlocking, outputs: Int, entries: Int) {
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
