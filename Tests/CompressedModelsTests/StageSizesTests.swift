import CompressedModels
import Networks
import Testing

struct StageSizesTests {
  @Test(
    """
    The paper's LeNet-300-100 rates with its own densities and 5-bit gaps: about 12x, 32x, \
    40x (Table 2)
    """
  )
  func ratesAreThePapers() throws {
    let network = try SampleNetworks.lenet300()
    let widths = ["fc1": 5, "fc2": 5, "fc3": 5]
    let stages = try StageSizes(of: network, options: .paper(indexBits: widths))
    let quantized = try #require(stages.quantized)
    #expect(stages.originalBytes == 1_066_440)
    // 32-bit values beside 5-bit gaps; the paper's 12x counts weights only.
    let ratios = [stages.pruned.bytes, quantized.bytes, stages.coded.bytes].map {
      1_066_440.0 / Double($0)
    }
    #expect(ratios[0] > 10 && ratios[0] < 12)
    #expect(ratios[1] > 28 && ratios[1] < 36)
    #expect(ratios[2] > 31 && ratios[2] < 42)
  }

  @Test("Every stage is smaller than the one before")
  func stagesShrink() throws {
    let stages = try StageSizes(of: SampleNetworks.lenet300())
    let quantized = try #require(stages.quantized)
    #expect(stages.originalBytes > stages.pruned.bytes)
    #expect(stages.pruned.bytes > quantized.bytes)
    #expect(quantized.bytes > stages.coded.bytes)
  }

  @Test func prunedNetworksHaveNoQuantizedSize() throws {
    #expect(try StageSizes(of: SampleNetworks.pruned([30, 20])).quantized == nil)
  }
}
