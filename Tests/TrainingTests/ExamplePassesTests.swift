import Datasets
import Networks
import Tensors
import Testing
import Training

struct ExamplePassesTests {
  /// A network whose layer gives 2^24 values for an example takes two at a time: 2^25 are the most.
  @Test func largeValuesMakeSmallPasses() throws {
    let wide = try Network(inputShape: [1, 1, 1], chain: [Upsampling2D(factors: [4096, 4096])])
    #expect(ExamplePass.size(for: wide) == 2)
    #expect(ExamplePass.size(for: try Network(inputShape: [2], chain: [ReLU()])) == 500)
  }

  @Test func allExamplesComeOnceInOrder() throws {
    let identity = try Network(inputShape: [1], chain: [Flatten()])
    let inputs = Tensor(shape: [1201, 1], values: (0..<1201).map { Float($0) })
    let examples = Examples(inputs: inputs, labels: [Int32](repeating: 0, count: 1201))
    var (seen, done): ([Float], [Int]) = ([], [])
    try identity.forEachPass(over: examples, monitor: WorkMonitor { done.append($0.done) }) {
      part, positions in
      #expect(part.shape == [positions.count, 1] && part.values[0] == Float(positions.lowerBound))
      seen += part.values
    }
    #expect(seen == inputs.values && done == [500, 1000, 1201])
  }
}
