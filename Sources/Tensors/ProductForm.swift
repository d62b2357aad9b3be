/// How weights multiply what is read: y = W x at every place of the input.
public enum ProductForm: Sendable, Equatable {
  /// x is a vector along the last extent, W [..., inputs].
  case rows
  /// The same with W [inputs, outputs].
  case columns
  /// x is a window of an image [N, channels, height, width] or [N, channels, width], W [outputs,
  /// channels / groups, kernel...]; each group of the outputs sees its group of the channels.
  case windows(WindowLayout, groups: Int)

  /// Outputs that weights of that shape give; as a matrix they have as many rows.
  public func outputs(of shape: [Int]) -> Int {
    switch self {
    case .rows: shape.dropLast().reduce(1, *)
    case .columns: shape.dropFirst().reduce(1, *)
    case .windows: shape[0]
    }
  }

  /// Values that one output is a sum over.
  public func depth(of shape: [Int]) -> Int {
    switch self {
    case .rows: shape.last ?? 1
    case .columns: shape.first ?? 1
    case .windows: shape.dropFirst().reduce(1, *)
    }
  }
}
