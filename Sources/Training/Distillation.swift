import Networks

/// Learning from another network's outputs beside the labels (Hinton, Vinyals & Dean 2015).
public struct Distillation: Sendable {
  public let teacher: Network
  /// Share of the teacher in the loss, 0...1.
  public let weight: Double
  /// Flattens both networks' probabilities; 1 leaves them.
  public let temperature: Double
  /// What the teacher says to the examples that are trained on, with the shift of the plan, if that
  /// is known already.
  public let outputs: TeacherOutputs?

  public init(
    teacher: Network, weight: Double = 0.9, temperature: Double = 4,
    outputs: TeacherOutputs? = nil
  ) {
    (self.teacher, self.weight, self.temperature) = (teacher, weight, temperature)
    self.outputs = outputs
  }
}
