import Networks
import Tensors
import Testing

struct PoolingWindowTests {
  private func layer(_ settings: [String: [Int]], over image: [Int] = [2, 6, 6]) throws
    -> MaxPooling2D
  {
    try MaxPooling2D(attributes: settings.mapValues { .integers($0) }, inputShapes: [image])
  }

  @Test func theStrideIsTheKernelUnlessGiven() throws {
    #expect(try layer(["kernel": [3]]).window == PoolingWindow(kernel: 3, stride: 3))
    #expect(try layer(["kernel": [2, 3]]).window.layout.stride == [2, 3])
    #expect(try layer(["kernel": [3], "stride": [1]]).outputShape(for: [[2, 6, 6]]) == [2, 4, 4])
  }

  @Test func attributesBuildTheWindowAgain() throws {
    for window in [
      PoolingWindow(kernel: 2), PoolingWindow(kernel: 2, stride: 1),
      PoolingWindow(kernel: 3, stride: 2, padding: 1, roundsUp: true),
      PoolingWindow(WindowLayout(kernel: [2, 3], stride: [3, 1], padding: [1, 2, 0, 1])),
      PoolingWindow(WindowLayout(kernel: [2, 3], stride: [1, 1], padding: [1, 2, 1, 2])),
    ] {
      let again = try MaxPooling2D(
        attributes: MaxPooling2D(window).attributes, inputShapes: [[2, 6, 6]])
      #expect(again.window == window)
      for countsPadding in [true, false] {
        let layer = AveragePooling2D(window, countsPadding: countsPadding)
        let average = try AveragePooling2D(attributes: layer.attributes, inputShapes: [[2, 6, 6]])
        #expect(average.window == window && average.countsPadding == countsPadding)
      }
    }
  }

  @Test(arguments: [
    [:], ["kernel": [0]], ["kernel": [7]], ["kernel": [3], "stride": [0]],
    ["kernel": [3], "padding": [3]],
    ["kernel": [3], "ceil": [2]], ["kernel": [5000]], ["kernel": [3, 3, 3]],
    ["kernel": [3], "padding": [0, 1, 0]], ["kernel": [2, 3], "padding": [2, 0]],
    ["kernel": [2], "stride": [1, 1, 1]],
    ["kernel": [2, 3], "padding": [0, 0, 2, 0]],
  ])
  func whatMakesNoSenseIsRefused(settings: [String: [Int]]) {
    #expect(throws: NetworkError.self) { try layer(settings) }
  }

  @Test(arguments: [[], [36], [6, 6], [0, 6, 6], [1, 1 << 40, 1 << 40]])
  func onlyImagesArePooled(image: [Int]) {
    #expect(throws: NetworkError.self) { try layer(["kernel": [2]], over: image) }
  }
}
