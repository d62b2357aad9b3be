/// Tables 8 and 9 of the paper: what fully connected layers cost, dense and pruned.
public enum PaperTiming {
  /// A layer that the paper times: its weights are [outputs, inputs].
  public struct Layer: Sendable {
    public let network: PaperTable
    public let name: String
    public let inputs: Int
    public let outputs: Int

    /// The fraction of weights that pruning keeps, from Table 4 or 5; 1 when it has no such layer.
    public var density: Double { network.layers.first { $0.layer == name }?.density ?? 1 }
  }

  /// One quantity on one device for one way to multiply, in the order of `layers`. The batch is
  /// the number of inputs that are multiplied at a time.
  public struct Series: Sendable {
    public let device: String
    public let batch: Int
    public let dense: [Double]
    public let sparse: [Double]
  }

  public static let layers = [
    Layer(network: .alexnet, name: "fc6", inputs: 9216, outputs: 4096),
    Layer(network: .alexnet, name: "fc7", inputs: 4096, outputs: 4096),
    Layer(network: .alexnet, name: "fc8", inputs: 4096, outputs: 1000),
    Layer(network: .vgg16, name: "fc6", inputs: 25088, outputs: 4096),
    Layer(network: .vgg16, name: "fc7", inputs: 4096, outputs: 4096),
    Layer(network: .vgg16, name: "fc8", inputs: 4096, outputs: 1000),
  ]

  /// Table 8: microseconds an input.
  public static let microseconds = [
    Series(
      device: "Core i7-5930K", batch: 1, dense: [7516.2, 6187.1, 1134.9, 35022.8, 5372.8, 774.2],
      sparse: [3066.5, 1282.1, 890.5, 3774.3, 545.1, 777.3]),
    Series(
      device: "Core i7-5930K", batch: 64, dense: [318.4, 188.9, 45.8, 1056.0, 188.3, 45.7],
      sparse: [1417.6, 682.1, 407.7, 1780.3, 274.9, 363.1]),
    Series(
      device: "Titan X", batch: 1, dense: [541.5, 243.0, 80.5, 1467.8, 243.0, 80.5],
      sparse: [134.8, 65.8, 54.6, 167.0, 39.8, 48.0]),
    Series(
      device: "Titan X", batch: 64, dense: [19.8, 8.9, 5.9, 53.6, 8.9, 5.9],
      sparse: [94.6, 51.5, 23.2, 121.5, 24.4, 22.0]),
    Series(
      device: "Tegra K1", batch: 1, dense: [12437.2, 5765.0, 2252.1, 35427.0, 5544.3, 2243.1],
      sparse: [2879.3, 1256.5, 837.0, 4377.2, 626.3, 745.1]),
    Series(
      device: "Tegra K1", batch: 64, dense: [1663.6, 2056.8, 298.0, 2001.4, 2050.7, 483.9],
      sparse: [4003.9, 1372.8, 576.7, 8024.8, 660.2, 544.1]),
  ]

  /// Table 9: watts, of the processor only.
  public static let watts = [
    Series(
      device: "Core i7-5930K", batch: 1, dense: [83.5, 72.8, 77.6, 70.6, 74.6, 77.0],
      sparse: [42.3, 37.4, 36.5, 38.0, 37.4, 36.0]),
    Series(
      device: "Core i7-5930K", batch: 64, dense: [85.4, 84.7, 101.6, 83.1, 97.1, 87.5],
      sparse: [37.2, 37.1, 38, 39.5, 36.6, 38.2]),
  ]
}
