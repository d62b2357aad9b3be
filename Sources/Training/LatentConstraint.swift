/// Weights that the network does not compute with itself: training moves them freely, the network
/// has others that follow from them (rounded, or shared), and gradients by these are taken for
/// gradients by those: the straight-through estimator (Bengio, Leonard & Courville 2013). It lets a
/// weight walk from one shared value to another, which training the shared values alone cannot.
public protocol LatentConstraint: WeightConstraint {
  /// What training starts from: weights in the order of the layer's, and biases.
  var latent: (weights: [Float], bias: [Float]) { get }
  /// What the network computes with after so many steps, given the moved weights.
  mutating func values(of weights: [Float], step: Int) -> [Float]
  /// The same of the biases.
  func biases(of biases: [Float]) -> [Float]
}
