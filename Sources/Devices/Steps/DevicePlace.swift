import Inference
import Networks
import Tensors

/// A value of a pass in the memory of a device: the first example begins at the float `first`, the
/// next one `stride` floats behind.
struct DevicePlace: Sendable {
  let buffer: DeviceBuffer
  let first: Int
  let stride: Int
  let shape: [Int]

  var count: Int { shape.reduce(1, *) }

  /// The two numbers that kernels take, with the buffer itself among the last arguments.
  var numbers: [Int] { [first, stride] }

  /// Floats from the first example's first to the last one's last.
  func range(batch: Int) -> Range<Int> {
    first..<(batch == 0 ? first : first + (batch - 1) * stride + count)
  }

  /// The examples, one behind the other. Waits for what gives them.
  func read(batch: Int) throws(DeviceError) -> [Float] {
    let floats = try buffer.floats(range(batch: batch))
    guard stride != count else { return floats }
    return (0..<batch).flatMap { floats[$0 * stride..<$0 * stride + count] }
  }

  /// Writes the examples where nothing lies between them, or one after the other where others' do.
  func write(_ values: [Float], batch: Int) throws(DeviceError) {
    guard stride != count else { return try buffer.write(values[...], from: first) }
    for example in 0..<batch {
      try buffer.write(
        values[example * count..<(example + 1) * count], from: first + example * stride)
    }
  }
}

/// Memory of one pass for a number of examples.
struct DevicePassMemory: Sendable {
  let batch: Int
  let inputs: [DeviceBuffer]
  let values: DeviceBuffer
  /// What steps need for themselves.
  let scratch: DeviceBuffer

  func place(of source: Network.Source, in schedule: Schedule) -> DevicePlace {
    let shape = schedule.shape(of: source)
    switch schedule.place(of: source) {
    case .input(let number):
      return DevicePlace(
        buffer: inputs[number], first: 0, stride: shape.reduce(1, *), shape: shape)
    case .block(let offset, let within, let stride):
      return DevicePlace(
        buffer: values, first: offset * batch + within, stride: stride, shape: shape)
    case .nowhere: preconditionFailure("nobody reads what is never there")
    }
  }
}
