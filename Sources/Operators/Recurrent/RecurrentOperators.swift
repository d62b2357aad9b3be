enum RecurrentOperators {
  static let types: [any Operator.Type] = [
    LSTM.self, DynamicQuantizeLSTM.self, GRU.self, RNN.self,
  ]
}
