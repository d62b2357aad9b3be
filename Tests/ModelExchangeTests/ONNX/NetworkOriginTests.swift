import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// What goes back into a file of another program (`NetworkOrigin+ONNX`).
struct NetworkOriginTests {
  @Test func arraysHaveTheirOwnNames() throws {
    let arrays = try ONNXModel.sharing(centroids: 5).arrays(.values)
    #expect(Set(arrays.keys) == ["f", "w", "table", "small", "shift", "one"])
    let shared = try ONNXModel.sharing(centroids: 5).arrays(.shared)
    #expect(shared["w"] == nil && shared["w.codes"]?.shape == [8, 8])
    #expect(shared["w.codebook"]?.count == 5 && shared["f"] == arrays["f"])
  }
}
