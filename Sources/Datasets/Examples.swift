import CKernels
import Tensors

/// Labelled inputs: what a network is trained or tested on. Pixels stay bytes until a batch is made.
public struct Examples: Sendable {
  /// Shape of one input, without the batch dimension.
  public let shape: [Int]
  public let labels: [Int32]
  private let storage: Storage
  /// Which stored example stands at each place: subsets share storage.
  private let order: Range<Int>

  private enum Storage: Sendable {
    /// value = scale * byte
    case bytes([UInt8], scale: Float)
    case floats([Float])
  }

  /// Precondition: one input of `shape` a label. `scale` turns a byte into a value.
  public init(bytes: [UInt8], scale: Float, shape: [Int], labels: [Int32]) {
    precondition(bytes.count == labels.count * shape.reduce(1, *))
    (self.shape, self.labels, storage, order) = (shape, labels, .bytes(bytes, scale: scale), 0..<labels.count)
  }

  /// inputs: [N, ...]
  public init(inputs: Tensor, labels: [Int32]) {
    precondition(inputs.shape.first == labels.count)
    shape = Array(inputs.shape.dropFirst())
    (self.labels, storage, order) = (labels, .floats(inputs.values), 0..<labels.count)
  }

  private init(_ whole: Examples, order: Range<Int>) {
    (shape, storage, self.order) = (whole.shape, whole.storage, order)
    let start = whole.order.lowerBound
    labels = Array(whole.labels[order.lowerBound - start..<order.upperBound - start])
  }

  public var count: Int { labels.count }
  /// Values of one input.
  public var valuesPerExample: Int { shape.reduce(1, *) }
  /// Labels run from 0 to this minus 1.
  public var classCount: Int { Int(labels.max() ?? -1) + 1 }

  /// Examples `range`, sharing storage.
  public subscript(range: Range<Int>) -> Examples {
    Examples(self, order: order.lowerBound + range.lowerBound..<order.lowerBound + range.upperBound)
  }

  /// Inputs of the chosen examples: [positions.count, shape...].
  public func inputs(at positions: some Collection<Int>) -> Tensor {
    let size = valuesPerExample
    var batch = Tensor(zeros: [positions.count] + shape)
    batch.values.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      for (row, position) in positions.enumerated() {
        precondition(labels.indices.contains(position))
        copy(example: order.lowerBound + position, to: base + row * size, size: size)
      }
    }
    return batch
  }

  private func copy(example: Int, to target: UnsafeMutablePointer<Float>, size: Int) {
    switch storage {
    case .bytes(let bytes, let scale):
      bytes.withUnsafeBufferPointer { dcs_scale_bytes($0.baseAddress! + example * size, scale, target, size) }
    case .floats(let floats):
      floats.withUnsafeBufferPointer { target.update(from: $0.baseAddress! + example * size, count: size) }
    }
  }

  public func labels(at positions: some Collection<Int>) -> [Int32] { positions.map { labels[$0] } }
}
