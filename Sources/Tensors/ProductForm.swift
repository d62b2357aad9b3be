/// How weights multiply what is read: y = W x at every place of the input.
public enum ProductForm: Sendable, Equatable {
  /// x is a vector along the last extent, W [..., inputs].
  case rows
  /// The same with W [inputs, outputs].
  case columns
  /// x is a window of an image [N, channels, height, width] or [N, channels, width], W [outputs,
  /// channels / groups, kernel...]; each group of the outputs sees its group of the channels.
  case windows(WindowLayout, groups: Int)
}
