import Operators
import Testing

struct WindowOperatorsTests {
  @Test(arguments: [
    "Conv", "ConvTranspose", "ConvInteger", "QLinearConv", "DeformConv", "MaxPool", "AveragePool",
    "LpPool", "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool", "MaxUnpool", "Col2Im", "Resize",
    "Upsample", "GridSample", "AffineGrid", "RoiAlign", "MaxRoiPool", "DFT", "STFT", "HannWindow",
    "HammingWindow", "BlackmanWindow", "MelWeightMatrix",
  ])
  func isKnown(name: String) {
    #expect(OperatorRegistry.knows(name))
  }

  @Test func othersAreNot() {
    #expect(!OperatorRegistry.knows("Window"))
  }
}
