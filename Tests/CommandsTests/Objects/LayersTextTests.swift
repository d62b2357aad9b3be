import Testing

struct LayersTextTests {
  /// SqueezeNet v1.1: 8 fire modules of 3 convolutions, conv1 and conv10.
  @Test func manyLayersAreCounted() throws {
    #expect(
      try ScriptRun("print squeezenet()").output
        == "net of 26 convolution layers, 1235496 parameters, dense")
    #expect(
      try ScriptRun("print alexnet()").output
        == "net of 5 convolution, 3 dense layers, 60965224 parameters, dense")
    #expect(
      try ScriptRun("print lenet300()").output == "net fc1-fc2-fc3, 266610 parameters, dense")
  }
}
