import Tensors

/// The machine that products are laid out for and run on.
public struct Machine: Sendable, Equatable, Hashable {
  public var level: ProcessorLevel
  public var threads: Int
  /// The form that every sparse convolution takes that can; nil chooses the quickest.
  public var convolutionForm: ConvolutionForm?

  public init(
    level: ProcessorLevel = .highest, threads: Int = 1, convolutionForm: ConvolutionForm? = nil
  ) {
    (self.level, self.threads, self.convolutionForm) = (level, threads, convolutionForm)
  }

  /// What the calling task may use of this machine.
  public static var current: Machine {
    Machine(
      level: .current, threads: Parallel.threads, convolutionForm: ConvolutionForm.forced)
  }

  /// Calls `body` so that kernels keep to this machine.
  public func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try ProcessorLevel.$current.withValue(level) {
      try Parallel.$threads.withValue(threads, operation: body)
    }
  }
}
