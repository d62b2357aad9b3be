import DeepCompression
import Foundation
import Testing

/// Numbers of the paper's Tables 8 and 9, held against the averages that its text claims.
@Suite struct PaperTimingTests {
  /// How many times less the sparse layers take, as a geometric mean over the six layers.
  private func meanRatio(_ series: PaperTiming.Series, times power: PaperTiming.Series? = nil)
    -> Double
  {
    let logarithms = series.dense.indices.map { index in
      let ratio = series.dense[index] / series.sparse[index]
      return log(power.map { ratio * $0.dense[index] / $0.sparse[index] } ?? ratio)
    }
    return exp(logarithms.reduce(0, +) / Double(logarithms.count))
  }

  private func series(
    _ table: [PaperTiming.Series], _ device: String, batch: Int
  ) throws -> PaperTiming.Series {
    try #require(table.first { $0.device == device && $0.batch == batch })
  }

  /// Section 6.3: 3 times faster on the processor, 3.5 times on the graphics card.
  @Test func averageSpeedUpsAreThoseOfTheText() throws {
    let processor = try series(PaperTiming.microseconds, "Core i7-5930K", batch: 1)
    let card = try series(PaperTiming.microseconds, "Titan X", batch: 1)
    #expect(meanRatio(processor).rounded() == 3)
    #expect(abs(meanRatio(card) - 3.5) < 0.1)
  }

  /// Section 6.3: 7 times less energy on the processor.
  @Test func averageEnergyIsThatOfTheText() throws {
    let times = try series(PaperTiming.microseconds, "Core i7-5930K", batch: 1)
    let watts = try series(PaperTiming.watts, "Core i7-5930K", batch: 1)
    #expect(meanRatio(times, times: watts).rounded() == 7)
  }

  /// "With batch processing […] the dense layers are faster."
  @Test(arguments: ["Core i7-5930K", "Titan X"]) func sparseLayersLoseInBatches(device: String)
    throws
  {
    let many = try series(PaperTiming.microseconds, device, batch: 64)
    #expect(zip(many.dense, many.sparse).allSatisfy { $0 < $1 })
  }

  /// Shapes are those of the networks of Tables 4 and 5, densities their columns.
  @Test func layersAreThoseOfTheNetworks() throws {
    for layer in PaperTiming.layers {
      let place = try #require(layer.network.layers.firstIndex { $0.layer == layer.name })
      #expect(layer.inputs * layer.outputs == layer.network.weightCounts[place])
      #expect(layer.density == layer.network.layers[place].density)
    }
    #expect(PaperTiming.layers.map(\.density) == [0.09, 0.09, 0.25, 0.04, 0.04, 0.23])
    let all = PaperTiming.microseconds + PaperTiming.watts
    #expect(all.allSatisfy { $0.dense.count == 6 && $0.sparse.count == 6 })
  }
}
