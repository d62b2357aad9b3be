import Tensors
import Testing

struct BLASCoreTests {
  @Test func kernelsBeyondTheProcessorAreRefused() {
    #expect(
      BLASCore.obstacle(to: "SkylakeX", highest: .avx2)
        == "OPENBLAS_CORETYPE=SkylakeX asks for avx512, but this processor goes up to avx2")
    #expect(BLASCore.obstacle(to: "haswell", highest: .portable)?.contains("asks for avx2") == true)
    #expect(BLASCore.obstacle(to: "SkylakeX", highest: .avx512) == nil)
    for word in [nil, "", "Zen", "Prescott", "bogus"] {
      #expect(BLASCore.obstacle(to: word, highest: .avx2) == nil)
    }
  }

  @Test func otherKernelsThanAskedAreSaid() {
    #expect(BLASCore.doubt(about: nil, current: "Zen") == nil)
    #expect(BLASCore.doubt(about: "", current: "Zen") == nil)
    #expect(BLASCore.doubt(about: "ZEN", current: "Zen") == nil)
    #expect(
      BLASCore.doubt(about: "bogus", current: "Zen")
        == "OPENBLAS_CORETYPE=bogus is none that this OpenBLAS has here; it uses Zen")
  }

  @Test func thereAreKernels() { #expect(!BLASCore.current.isEmpty) }
}
