import Networks
import Ranks
import Tensors

/// A training between two epochs: all that the next one depends on, beside what it was called with.
struct TrainingState: Sendable {
  /// Values and what the optimizer remembers of them, by parameter.
  struct Values: Sendable {
    let weights: [Float]
    let bias: [Float]
  }

  /// What the training was called with, in words: another one cannot go on from here.
  let setting: String
  let random: RandomSource
  let history: TrainingHistory
  let parameters: [String: Values]
  /// Empty for parameters that do not follow gradients.
  let memories: [String: (weights: Optimizer.Memory, bias: Optimizer.Memory)]
  let best: (error: Double, parameters: [String: Values])?
}

// MARK: Bytes

extension TrainingState {
  private static let signature = "dcs training 1"

  /// Everything in one order, parameters by name.
  var bytes: [UInt8] {
    var writer = MessageWriter()
    writer.write(Self.signature)
    writer.write(setting)
    writer.write("\(random)")
    writer.write(history.epochs.count)
    for epoch in history.epochs {
      for number in [epoch.loss, epoch.validationError ?? .nan, epoch.seconds] {
        writer.write(number)
      }
    }
    Self.write(parameters, to: &writer)
    writer.write(memories.count)
    for (name, memory) in memories.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      for values in memory.weights.parts + memory.bias.parts { Self.write(values, to: &writer) }
    }
    writer.write(best == nil ? 0 : 1)
    if let best {
      writer.write(best.error)
      Self.write(best.parameters, to: &writer)
    }
    return writer.bytes
  }

  private static func write(_ parameters: [String: Values], to writer: inout MessageWriter) {
    writer.write(parameters.count)
    for (name, values) in parameters.sorted(by: { $0.key < $1.key }) {
      writer.write(name)
      write(values.weights, to: &writer)
      write(values.bias, to: &writer)
    }
  }

  private static func write(_ values: [Float], to writer: inout MessageWriter) {
    writer.write(values.withUnsafeBytes { Array($0) })
  }

  /// nil for bytes that are no state, or only its beginning.
  init?(_ bytes: [UInt8]) {
    var reader = MessageReader(bytes)
    guard reader.text() == Self.signature, let setting = reader.text(),
      let random = reader.text().flatMap({ RandomSource($0) }),
      let history = Self.history(&reader), let parameters = Self.parameters(&reader),
      let memories = Self.memories(&reader), let hasBest = reader.integer()
    else { return nil }
    var best: (error: Double, parameters: [String: Values])?
    if hasBest == 1 {
      guard let error = reader.double(), let parameters = Self.parameters(&reader) else {
        return nil
      }
      best = (error, parameters)
    }
    self.init(
      setting: setting, random: random, history: history, parameters: parameters,
      memories: memories, best: best)
  }

  private static func history(_ reader: inout MessageReader) -> TrainingHistory? {
    guard let count = reader.integer(), count >= 0 else { return nil }
    var history = TrainingHistory()
    while history.epochs.count < count {
      guard let loss = reader.double(), let error = reader.double(), let seconds = reader.double()
      else { return nil }
      history.epochs.append(
        TrainingHistory.Epoch(
          number: history.epochs.count + 1, loss: loss,
          validationError: error.isNaN ? nil : error, seconds: seconds))
    }
    return history
  }

  private static func parameters(_ reader: inout MessageReader) -> [String: Values]? {
    guard let count = reader.integer(), count >= 0 else { return nil }
    var parameters: [String: Values] = [:]
    while parameters.count < count {
      guard let name = reader.text(), let weights = floats(&reader), let bias = floats(&reader),
        parameters.updateValue(Values(weights: weights, bias: bias), forKey: name) == nil
      else { return nil }
    }
    return parameters
  }

  private static func memories(_ reader: inout MessageReader)
    -> [String: (weights: Optimizer.Memory, bias: Optimizer.Memory)]?
  {
    guard let count = reader.integer(), count >= 0 else { return nil }
    var memories: [String: (weights: Optimizer.Memory, bias: Optimizer.Memory)] = [:]
    while memories.count < count {
      guard let name = reader.text() else { return nil }
      var parts: [[Float]] = []
      for _ in 0..<4 {
        guard let part = floats(&reader) else { return nil }
        parts.append(part)
      }
      guard
        memories.updateValue(
          (
            Optimizer.Memory(parts: Array(parts[..<2])), Optimizer.Memory(parts: Array(parts[2...]))
          ), forKey: name) == nil
      else { return nil }
    }
    return memories
  }

  private static func floats(_ reader: inout MessageReader) -> [Float]? {
    guard let bytes = reader.blob(), bytes.count % 4 == 0 else { return nil }
    return bytes.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }
}
