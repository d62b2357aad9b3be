import CKernels
import Tensors

/// Inputs with what a network shall say to them, a class each or some numbers (targets): what it is
/// trained or tested on. Pixels stay bytes, or files, until a
/// batch is made.
public struct Examples: Sendable {
  /// Shape of one input, without the batch dimension.
  public let shape: [Int]
  /// Zeros where there are targets.
  public let labels: [Int32]
  /// Shape of the numbers that one example has in place of a class; nil where it has a class.
  public let targetShape: [Int]?
  /// Of class 0, 1, and so on; none when nobody said them.
  public let classNames: [String]
  private let storage: Storage
  /// Of all stored examples.
  private let targetValues: [Float]
  /// Which stored example stands at each place: subsets share storage.
  private let order: [Int]

  private enum Storage: Sendable {
    /// value = scale * byte
    case bytes([UInt8], scale: Float)
    case floats([Float])
    case photographs(Photographs)
  }

  /// Precondition: one input of `shape` a label. `scale` turns a byte into a value.
  public init(
    bytes: [UInt8], scale: Float, shape: [Int], labels: [Int32], classNames: [String] = []
  ) {
    precondition(bytes.count == labels.count * shape.reduce(1, *))
    self.init(
      .bytes(bytes, scale: scale), shape: shape, labels: labels, classNames: classNames)
  }

  /// inputs: [N, ...]
  public init(inputs: Tensor, labels: [Int32], classNames: [String] = []) {
    precondition(inputs.shape.first == labels.count)
    self.init(
      .floats(inputs.values), shape: Array(inputs.shape.dropFirst()), labels: labels,
      classNames: classNames)
  }

  /// inputs: [N, ...], targets: [N, ...]
  public init(inputs: Tensor, targets: Tensor) {
    precondition(inputs.shape.first == targets.shape.first)
    self.init(
      .floats(inputs.values), shape: Array(inputs.shape.dropFirst()),
      labels: [Int32](repeating: 0, count: inputs.shape[0]), classNames: [],
      targets: targets)
  }

  /// Files that are decoded, on all threads, when a batch needs them.
  package init(photographs: Photographs, labels: [Int32], classNames: [String] = []) {
    precondition(photographs.paths.count == labels.count)
    self.init(
      .photographs(photographs), shape: photographs.preparation.shape, labels: labels,
      classNames: classNames)
  }

  private init(
    _ storage: Storage, shape: [Int], labels: [Int32], classNames: [String],
    targets: Tensor? = nil
  ) {
    targetShape = targets.map { Array($0.shape.dropFirst()) }
    targetValues = targets?.values ?? []
    (self.storage, self.shape, self.labels) = (storage, shape, labels)
    (self.classNames, order) = (classNames, Array(labels.indices))
  }

  private init(_ whole: Examples, at positions: some Collection<Int>) {
    (shape, storage, classNames) = (whole.shape, whole.storage, whole.classNames)
    (targetShape, targetValues) = (whole.targetShape, whole.targetValues)
    order = positions.map { whole.order[$0] }
    labels = positions.map { whole.labels[$0] }
  }

  public var count: Int { labels.count }
  /// Values of one input.
  public var valuesPerExample: Int { shape.reduce(1, *) }
  /// Labels run from 0 to this minus 1. A class with a name counts, though it may have no example.
  public var classCount: Int {
    targetShape == nil ? max(classNames.count, Int(labels.max() ?? -1) + 1) : 0
  }

  /// The same examples with names for their classes.
  public func named(_ classNames: [String]) -> Examples { Examples(self, classNames: classNames) }

  private init(_ other: Examples, classNames: [String]) {
    (shape, labels, storage, order) = (other.shape, other.labels, other.storage, other.order)
    (targetShape, targetValues) = (other.targetShape, other.targetValues)
    self.classNames = classNames
  }

  /// Examples `range`, sharing storage.
  public subscript(range: Range<Int>) -> Examples { Examples(self, at: range) }

  /// The examples at `positions`, in that order, sharing storage.
  public subscript(positions: [Int]) -> Examples { Examples(self, at: positions) }

  /// Inputs of the chosen examples: [positions.count, shape...]. Throws when a file cannot be read
  /// as an image.
  public func inputs(at positions: some Collection<Int>) throws(DatasetError) -> Tensor {
    let size = valuesPerExample
    let stored = positions.map { order[$0] }
    var batch = Tensor(zeros: [stored.count] + shape)
    try batch.values.withUnsafeMutableBufferPointer { target throws(DatasetError) in
      guard let base = target.baseAddress else { return }
      switch storage {
      case .photographs(let photographs): try photographs.decode(stored, to: base)
      case .bytes(let bytes, let scale):
        bytes.withUnsafeBufferPointer { source in
          for (row, example) in stored.enumerated() {
            dcs_scale_bytes(source.baseAddress! + example * size, scale, base + row * size, size)
          }
        }
      case .floats(let floats):
        floats.withUnsafeBufferPointer { source in
          for (row, example) in stored.enumerated() {
            (base + row * size).update(from: source.baseAddress! + example * size, count: size)
          }
        }
      }
    }
    return batch
  }

  public func labels(at positions: some Collection<Int>) -> [Int32] { positions.map { labels[$0] } }

  /// [positions.count, targetShape...]; nil where examples have classes.
  public func targets(at positions: some Collection<Int>) -> Tensor? {
    guard let targetShape else { return nil }
    let size = targetShape.reduce(1, *)
    let values = positions.flatMap { position in
      targetValues[order[position] * size..<(order[position] + 1) * size]
    }
    return Tensor(shape: [positions.count] + targetShape, values: values)
  }
}
