enum RecurrentOperators {
  static let types: [any Operator.Type] = [LSTM.self, GRU.self, RNN.self]
}
