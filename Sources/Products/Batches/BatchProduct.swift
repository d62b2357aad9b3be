import Tensors

/// A matrix of codes times a batch, by tiles.
struct BatchProduct: Product {
  let tiles: BatchTiles
  let bias: [Float]?
  let activation: ActivationFunction

  var form: String { "tiles" }
  var heldBytes: Int { tiles.bytes }

  func scratchCount(batch: Int, threads: Int) -> Int {
    TiledProduct.scratchCount(tiles, threads: threads)
  }

  func run(_ pass: ProductPass) {
    TiledProduct(tiles: tiles, bias: bias, activation: activation, pass: pass).run()
  }
}
