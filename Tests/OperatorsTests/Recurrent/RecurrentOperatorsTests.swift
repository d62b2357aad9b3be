import Operators
import Testing

struct RecurrentOperatorsTests {
  @Test(arguments: [
    "LSTM", "GRU", "RNN",
  ])
  func isKnown(name: String) {
    #expect(OperatorRegistry.knows(name))
  }

  @Test func othersAreNot() {
    #expect(!OperatorRegistry.knows("Recurrent"))
  }
}
