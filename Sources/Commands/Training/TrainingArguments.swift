import CompressedModels
import Datasets
import Language
import Networks
import Training

/// The arguments that `train` and `retrain` share.
enum TrainingArguments {
  static let data = Parameter<Dataset>(
    "data", "what to learn: .train is learned, .valid is watched, .test is not touched")
  static let epochs = Parameter<Int>("epochs", "passes over the training examples", default: 10)
  static let rate = Parameter<Double>("lr", "learning rate of the first step", default: 0.01)
  static let loss = Parameter<LossChoice>(
    "loss",
    """
    what is made small: automatic takes cross_entropy for classes and mse, the mean square of the \
    distance, for numbers
    """, default: .automatic, choices: LossChoice.words)
  static let optimizer = Parameter<OptimizerChoice>(
    "optimizer", "the rule of updates", default: .sgd, choices: OptimizerChoice.words)
  static let momentum = Parameter<Double>(
    "momentum", "share of the last update in the next, for sgd", default: 0.9)
  static let batch = Parameter<Int>("batch", "examples of one step", default: 64)
  static let slices = Parameter<Int?>(
    "slices",
    """
    parts of every mini-batch that go through the net by themselves and may be computed by \
    different ranks or threads; none: 8 for a batch of 256 or more, 1 for smaller ones
    """, default: nil)
  static let l1 = Parameter<Double>("l1", "penalty on |w| of weights", default: 0)
  static let l2 = Parameter<Double>("l2", "penalty on w^2 / 2 of weights", default: 0)
  static let schedule = Parameter<ScheduleChoice>(
    "schedule",
    """
    how the learning rate falls: cosine ends at a hundredth, step drops to a tenth after each third
    """,
    default: .constant, choices: ScheduleChoice.words)
  static let shift = Parameter<Int>(
    "shift", "moves every image at random by up to this many pixels; 0 leaves them", default: 0)
  static let teacher = Parameter<Network?>(
    "teacher", "a net whose outputs are learned beside the labels (distillation)", default: nil)
  static let teacherWeight = Parameter<Double>(
    "teacher_weight", "share of the teacher in the loss, 0...1", default: 0.9)
  static let temperature = Parameter<Double>(
    "temperature", "flattens the teacher's probabilities", default: 4)
  static let remembersTeacher = Parameter<Bool>(
    "remember_teacher",
    """
    computes what the teacher says to every example in every shift once, before the first step: \
    faster over many epochs
    """, default: false)
  static let keepBest = Parameter<Bool>(
    "keep_best", "give back the epoch with the lowest validation error instead of the last",
    default: false)
  static let only = Parameter<LayerSelection?>(
    "only", "layers to train; the others stay as they are", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers that stay as they are", default: nil)

  static let checkpoint = Parameter<String?>(
    "checkpoint",
    """
    a file that keeps the state after every epoch: run again, a training that was cut off goes on \
    there and ends with the same bytes
    """, default: nil)

  static let all: [any AnyParameter] = [
    data, epochs, rate, loss, optimizer, momentum, batch, slices, l1, l2, schedule, shift, teacher,
    teacherWeight, temperature, remembersTeacher, keepBest, only, except, checkpoint,
  ]

  /// The file of `checkpoint=`, behind a digest of itself; rank 0 reads and writes it.
  static func record(_ call: BoundCall) throws -> TrainingRecord? {
    guard let path = call[checkpoint] else { return nil }
    // Before the long work: a file that cannot be written must not be noticed after an epoch.
    try call.locating(checkpoint) { try OutputFile.prepareFolder(of: path) }
    return TrainingRecord(
      read: {
        guard let bytes = try InputFile.contentOfFirstRank(path) else { return nil }
        let content = bytes.dropFirst(digestBytes)
        guard bytes.count > digestBytes,
          Checksums.sha256(content).elementsEqual(bytes.prefix(digestBytes))
        else {
          throw Diagnostic(
            .format, "'\(path)' is damaged, or no state of a training", hint: "delete it")
        }
        return Array(content)
      },
      write: { try OutputFile.write(Checksums.sha256($0[...]) + $0, to: path) })
  }

  private static let digestBytes = 32

  static func plan(_ call: BoundCall, for network: Network) throws -> TrainingPlan {
    try check(call)
    var plan = TrainingPlan()
    plan.epochs = call[epochs]
    plan.rate = call[rate]
    (plan.batchSize, plan.slices) = (call[batch], call[slices])
    plan.loss = call[loss].loss
    (plan.l1, plan.l2, plan.shift) = (call[l1], call[l2], call[shift])
    plan.optimizer = call[optimizer] == .adam ? .adam : .sgd(momentum: call[momentum])
    plan.schedule = call[schedule].schedule(epochs: plan.epochs)
    plan.keepsBest = call[keepBest]
    plan.distillation = try call[teacher].map { teacher in
      Distillation(
        teacher: teacher, weight: call[teacherWeight], temperature: call[temperature],
        outputs: try outputs(of: teacher, shift: plan.shift, call))
    }
    let trained = try call.layers(among: network.trainableNames, only: only, except: except)
    plan.frozenLayers = Set(network.trainableNames).subtracting(trained)
    return plan
  }

  /// What a teacher that fits the examples says to them; training refuses others.
  private static func outputs(of teacher: Network, shift: Int, _ call: BoundCall) throws
    -> TeacherOutputs?
  {
    let examples = call[data].train
    guard call[remembersTeacher], teacher.takesExamples, teacher.inputShape == examples.shape
    else { return nil }
    return try TeacherOutputs(
      of: teacher, on: examples, shift: shift, monitor: call.monitor("teacher", in: "examples"))
  }

  /// Which argument an error is about.
  static func argumentAtFault(_ error: TrainingError) -> any AnyParameter {
    switch error {
    case .teacherDiffers, .teacherTakesOtherInputs: teacher
    case .diverged: rate
    case .shiftNeedsImages: shift
    case .noExamples, .wrongInputShape, .tooFewOutputs, .negativeLabel, .takesNoExamples,
      .noClasses, .noTargets, .wrongTargets, .untrainable:
      data
    case .cannotBeKept, .otherTraining: checkpoint
    }
  }

  private static func check(_ call: BoundCall) throws {
    try call.require(epochs, in: 0...1_000_000)
    try call.require(batch, in: 1...1_000_000)
    if let slices = call[slices], !(1...4096).contains(slices) {
      throw call.fault(
        .value, at: Self.slices, "slices must be between 1 and 4096, not \(slices)")
    }
    try call.require(shift, in: 0...1_000)
    try call.require(rate, in: 0...1e6)
    try call.require(momentum, in: 0...0.999_999)
    try call.require(l1, in: 0...1e6)
    try call.require(l2, in: 0...1e6)
    try call.require(teacherWeight, in: 0...1)
    try call.require(temperature, in: 1e-3...1e3)
  }
}

extension BoundCall {
  /// Throws a value error at the argument when it is outside of the range.
  func require<Number: Comparable & ValueConvertible>(
    _ parameter: Parameter<Number>, in range: ClosedRange<Number>
  ) throws {
    try require(self[parameter], of: parameter, in: range)
  }

  /// The same where it was given.
  func require<Number: Comparable & ValueConvertible>(
    _ parameter: Parameter<Number?>, in range: ClosedRange<Number>
  ) throws {
    if let value = self[parameter] { try require(value, of: parameter, in: range) }
  }

  private func require<Number: Comparable & ValueConvertible>(
    _ value: Number, of parameter: any AnyParameter, in range: ClosedRange<Number>
  ) throws {
    guard range.contains(value) else {
      throw fault(
        .value, at: parameter,
        "\(parameter.name) must be between \(range.lowerBound.asValue.brief()) and "
          + "\(range.upperBound.asValue.brief()), not \(value.asValue.brief())")
    }
  }
}

enum LossChoice: String, Choice {
  case automatic
  case crossEntropy = "cross_entropy"
  case mse

  var loss: Loss? {
    switch self {
    case .automatic: nil
    case .crossEntropy: .crossEntropy
    case .mse: .meanSquares
    }
  }
}

enum OptimizerChoice: String, Choice {
  case sgd, adam
}

enum ScheduleChoice: String, Choice {
  case constant, cosine, step

  func schedule(epochs: Int) -> LearningRateSchedule {
    switch self {
    case .constant: .constant
    case .cosine: .cosine(final: 0.01)
    case .step: .step(epochs: max(1, (epochs + 2) / 3), factor: 0.1)
    }
  }
}
