import Networks
import Pruning

extension Network {
  /// Without dropout layers, which say nothing to a student that has few weights, nor to a file.
  package func withoutDropout() throws(NetworkError) -> Network {
    var place = [Int](repeating: 0, count: nodes.count)
    var kept: [Node] = []
    for (index, node) in nodes.enumerated() {
      let inputs = node.inputs.map { $0.placed { place[$0] } }
      if node.layer is Dropout, let before = inputs.first?.node {
        place[index] = before
      } else {
        place[index] = kept.count
        kept.append(node.with(layer: node.layer, inputs: inputs))
      }
    }
    return try kept.count == nodes.count ? self : rebuilt(from: kept) { place[$0] }
  }

  /// How many units each layer keeps when a fraction `density` of all weights will be left. LAMP
  /// leaves a layer d of its weights; a matrix of which a fraction f of the rows stays has the
  /// density d / f inside. f = 2.5 sqrt(d) lies in the (geometric) middle of full rows, f = d, and
  /// of all rows, f = 1, and somewhat to the side of more rows; 2.5 is a guess, not tuned.
  package func unitCounts(for density: Double) throws(PruningError) -> [String: Int] {
    let pruned = try prunedGlobally(weightNames, sparsity: 1 - density, score: .lamp)
    var counts: [String: Int] = [:]
    for name in layersWithRemovableUnits {
      guard let weights = pruned.parameter(name)?.weights else { continue }
      let own = Double(weights.survivorCount) / Double(max(1, weights.count))
      let units = weights.shape[0]
      counts[name] = max(1, min(units, Int((2.5 * own.squareRoot() * Double(units)).rounded(.up))))
    }
    return counts
  }

  /// Of all parameters that are weights: what densities go by.
  package var weightCount: Int {
    weightNames.reduce(0) { $0 + (parameter($1)?.weights.count ?? 0) }
  }
}
