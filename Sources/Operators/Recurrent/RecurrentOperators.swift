import Tensors

enum RecurrentOperators {
  static let types: [any Operator.Type] = [
    LSTM.self, DynamicQuantizeLSTM.self, GRU.self, RNN.self,
  ]
}

/// Reads weights of its inputs in place 1 and of its states in place 2.
protocol RecurrentOperator: LinearOperator {}

extension RecurrentOperator {
  /// The weights of the inputs; those of the states multiply what the layer gives itself.
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    place == 1 ? matrixForm(ofWeights: shape, at: place) : nil
  }

  func matrixForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    [1, 2].contains(place) && shape.count == 3 ? .rows : nil
  }
}
