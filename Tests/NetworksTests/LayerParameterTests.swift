import Networks
import Tensors
import Testing

struct LayerParameterTests {
  @Test func aShapeCountsItsBiases() {
    #expect(ParameterShape([3, 4], hasBias: true).count == 15)
    #expect(ParameterShape([3, 4], hasBias: false).count == 12)
    #expect(ParameterShape("scale", .scales, [5], start: 1).count == 5)
    #expect(ParameterShape([1 << 40, 1 << 40], hasBias: false).count == 0x1p80)
  }

  @Test func beforeTrainingAParameterIsItsStart() {
    let weights = ParameterShape([2, 3], hasBias: true).initial
    #expect(weights.weights == .dense(Tensor(zeros: [2, 3])) && weights.bias == .float32([0, 0]))
    #expect(weights.name == "" && weights.role == .weights && weights.count == 8)
    let scale = ParameterShape("scale", .scales, [2], start: 1).initial
    #expect(scale == LayerParameter("scale", .scales, [1, 1]))
  }

  @Test func infinityIsNotFinite() {
    #expect(LayerParameter("a", .scales, [1]).isFinite)
    #expect(!LayerParameter("a", .scales, [1, .nan]).isFinite)
    let weights = Weights.dense(Tensor(zeros: [1, 1]))
    #expect(!LayerParameter(weights, bias: .float32([.infinity])).isFinite)
  }
}
