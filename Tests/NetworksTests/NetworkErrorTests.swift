import Networks
import Testing

/// Whole messages: they are what a user reads.
struct NetworkErrorTests {
  @Test(
    arguments: [
      (.unknownOperation("conv"), "there is no layer called 'conv'"),
      (.missingAttribute(operation: "dense", name: "outputs"), "dense needs 'outputs'"),
      (
        .badAttribute(operation: "dropout", name: "rate", reason: "is odd"),
        "'rate' of dropout is odd"
      ),
      (.wrongInputCount(operation: "relu", expected: 1, found: 2), "relu takes 1 input, not 2"),
      (.wrongInputCount(operation: "add", expected: 2, found: 1), "add takes 2 inputs, not 1"),
      (
        .wrongInputShape(operation: "dense", expected: "4 values", found: [3]),
        "dense takes 4 values, but its input has shape [3]"
      ),
      (
        .wrongParameterShape(layer: "fc1", expected: [2, 3], found: [3, 2]),
        "the weights of fc1 have shape [3, 2], but the network has [2, 3]"
      ),
      (.duplicateName("fc1"), "two layers are called 'fc1'"),
      (.inputNotBefore(layer: "fc1"), "an input of layer 'fc1' does not come before it"),
      (
        .wrongInput(operation: "relu", expected: "floats", found: ValueType(.int64, [.batch])),
        "relu takes floats, but its input is int64 [batch]"
      ),
      (
        .wrongParameterCount(layer: "norm", expected: 4, found: 1), "norm has 4 parameters, not 1"
      ),
      (
        .tooManyParameters(operation: "dense", count: 1e10),
        "dense would have 10000000000.0 parameters; at most 2^31 are possible"
      ),
      (.duplicateParameter("n.scale"), "two layers have a parameter called 'n.scale'"),
      (.noOutputs, "a network needs at least one output"),
      (.empty, "a network needs at least one layer"),
    ] as [(NetworkError, String)])
  func messages(error: NetworkError, expected: String) { #expect(error.description == expected) }
}
