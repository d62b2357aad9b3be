extension PaperTable {
  public static let lenet300 = PaperTable(
    name: "Table 2", network: "LeNet-300-100", data: "MNIST", layerNames: ["fc1", "fc2", "fc3"],
    weightCounts: [235_200, 30_000, 1_000],
    layers: [
      Row("ip1", 8, 6, 4.4, 5, 3.7, 3.1, 2.32), Row("ip2", 9, 6, 4.4, 5, 4.3, 3.8, 3.04),
      Row("ip3", 26, 6, 4.3, 5, 3.2, 15.7, 12.70),
    ],
    total: Row("total", 8, 6, 5.1, 5, 3.7, 3.1, 2.49),
    headline: Headline(
      bytes: 1_070_000, compressedBytes: 27_000, ratios: [12, 32, 40],
      topOneErrors: [0.0164, 0.0158], topFiveErrors: []))

  public static let lenet5 = PaperTable(
    name: "Table 3", network: "LeNet-5", data: "MNIST",
    layerNames: ["conv1", "conv2", "fc1", "fc2"], weightCounts: [500, 25_000, 400_000, 5_000],
    layers: [
      Row("conv1", 66, 8, 7.2, 5, 1.5, 78.5, 67.45), Row("conv2", 12, 8, 7.2, 5, 3.9, 6.0, 5.28),
      Row("ip1", 8, 5, 4.5, 5, 4.5, 2.7, 2.45), Row("ip2", 19, 5, 5.2, 5, 3.7, 6.9, 6.13),
    ],
    total: Row("total", 8, 5.3, 4.1, 5, 4.4, 3.05, 2.55),
    headline: Headline(
      bytes: 1_720_000, compressedBytes: 44_000, ratios: [12, 33, 39],
      topOneErrors: [0.0080, 0.0074], topFiveErrors: []))

  public static let alexnet = PaperTable(
    name: "Table 4", network: "AlexNet", data: "ImageNet",
    layerNames: ["conv1", "conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"],
    weightCounts: [34_848, 307_200, 884_736, 663_552, 442_368, 37_748_736, 16_777_216, 4_096_000],
    layers: [
      Row("conv1", 84, 8, 6.3, 4, 1.2, 32.6, 20.53), Row("conv2", 38, 8, 5.5, 4, 2.3, 14.5, 9.43),
      Row("conv3", 35, 8, 5.1, 4, 2.6, 13.1, 8.44), Row("conv4", 37, 8, 5.2, 4, 2.5, 14.1, 9.11),
      Row("conv5", 37, 8, 5.6, 4, 2.5, 14.0, 9.43), Row("fc6", 9, 5, 3.9, 4, 3.2, 3.0, 2.39),
      Row("fc7", 9, 5, 3.6, 4, 3.7, 3.0, 2.46), Row("fc8", 25, 5, 4, 4, 3.2, 7.3, 5.85),
    ],
    total: Row("total", 11, 5.4, 4, 4, 3.2, 3.7, 2.88),
    headline: Headline(
      bytes: 240_000_000, compressedBytes: 6_900_000, ratios: [9, 27, 35],
      topOneErrors: [0.4278, 0.4278], topFiveErrors: [0.1973, 0.1970]))

  public static let vgg16 = PaperTable(
    name: "Table 5", network: "VGG-16", data: "ImageNet",
    layerNames: [
      "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv4_1",
      "conv4_2", "conv4_3", "conv5_1", "conv5_2", "conv5_3", "fc6", "fc7", "fc8",
    ],
    weightCounts: [
      1_728, 36_864, 73_728, 147_456, 294_912, 589_824, 589_824, 1_179_648, 2_359_296, 2_359_296,
      2_359_296, 2_359_296, 2_359_296, 102_760_448, 16_777_216, 4_096_000,
    ],
    layers: [
      Row("conv1_1", 58, 8, 6.8, 5, 1.7, 40.0, 29.97),
      Row("conv1_2", 22, 8, 6.5, 5, 2.6, 9.8, 6.99),
      Row("conv2_1", 34, 8, 5.6, 5, 2.4, 14.3, 8.91),
      Row("conv2_2", 36, 8, 5.9, 5, 2.3, 14.7, 9.31),
      Row("conv3_1", 53, 8, 4.8, 5, 1.8, 21.7, 11.15),
      Row("conv3_2", 24, 8, 4.6, 5, 2.9, 9.7, 5.67),
      Row("conv3_3", 42, 8, 4.6, 5, 2.2, 17.0, 8.96),
      Row("conv4_1", 32, 8, 4.6, 5, 2.6, 13.1, 7.29),
      Row("conv4_2", 27, 8, 4.2, 5, 2.9, 10.9, 5.93),
      Row("conv4_3", 34, 8, 4.4, 5, 2.5, 14.0, 7.47),
      Row("conv5_1", 35, 8, 4.7, 5, 2.5, 14.3, 8.00),
      Row("conv5_2", 29, 8, 4.6, 5, 2.7, 11.7, 6.52),
      Row("conv5_3", 36, 8, 4.6, 5, 2.3, 14.8, 7.79), Row("fc6", 4, 5, 3.6, 5, 3.5, 1.6, 1.10),
      Row("fc7", 4, 5, 4, 5, 4.3, 1.5, 1.25), Row("fc8", 23, 5, 4, 5, 3.4, 7.1, 5.24),
    ],
    total: Row("total", 7.5, 6.4, 4.1, 5, 3.1, 3.2, 2.05),
    headline: Headline(
      bytes: 552_000_000, compressedBytes: 11_300_000, ratios: [13, 31, 49],
      topOneErrors: [0.3150, 0.3117], topFiveErrors: [0.1132, 0.1091]))
}
