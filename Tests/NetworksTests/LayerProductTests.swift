import Networks
import Tensors
import Testing

struct LayerProductTests {
  @Test func layersSayHowTheirWeightsMultiply() throws {
    let dense = Dense(weights: .dense(Tensor(zeros: [2, 3])), bias: nil)
    #expect(dense.products == [LayerProduct(.rows)])
    let layout = WindowLayout(kernel: [3, 3], stride: 2, padding: 1)
    let convolution = Convolution2D(
      weights: .dense(Tensor(zeros: [4, 1, 3, 3])), bias: nil, layout: layout, groups: 4)
    #expect(convolution.products == [LayerProduct(.windows(layout, groups: 4))])
    #expect(ReLU().products.isEmpty)
    #expect(LayerProduct(.rows).parameter == 0 && LayerProduct(.rows).input == 0)
  }
}
