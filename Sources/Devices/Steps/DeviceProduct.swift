import Inference
import Networks
import Tensors

/// A product of a program in the memory of a device: its weights, its biases, and where each column
/// of a window lies.
struct DeviceProduct: Sendable {
  let weights: DeviceWeights
  let bias: DeviceBuffer?
  let activation: DeviceActivation
  /// nil for a matrix.
  let windows: Windows?
  let groups: Int
  /// Where each column of a window lies, from its first value on, those of one channel as a rule;
  /// nil where all columns are equally far apart.
  private let taps: DeviceBuffer?
  private let connection: DeviceConnection

  init(_ program: Program, step: Schedule.Step, on connection: DeviceConnection) throws {
    let schedule = program.schedule
    let layer = schedule.network.nodes[step.nodes[0]].layer
    let convolution = layer as? Convolution2D
    windows = convolution?.windows(over: schedule.shape(of: step.inputs[0]))
    groups = convolution?.groups ?? 1
    weights = try DeviceWeights(
      try program.weights(of: step), isConvolution: convolution != nil, on: connection)
    let biases = (layer as? any WeightedLayer)?.bias?.values
    bias = try biases.map { values throws(DeviceError) in
      try DeviceBuffer(values, on: connection)
    }
    activation = DeviceActivation(step.activation)
    // A number that divides columns into channels is exact for the columns of codes only.
    let places = windows.flatMap { windows -> [Int32]? in
      guard !windows.isPointwise else { return nil }
      return windows.taps(
        channels: windows.depth <= CodebookMatrix.mostColumns ? 1 : windows.channels)
    }
    taps = try places.map { values throws(DeviceError) in
      try DeviceBuffer(values, on: connection)
    }
    self.connection = connection
  }

  /// Bytes of device memory that weights and what goes with them take.
  var bytes: Int { weights.bytes + (bias?.bytes ?? 0) + (taps?.bytes ?? 0) }

  /// The places of all examples that one row of weights is summed for.
  func places(batch: Int) -> Int { batch * (windows?.pixels ?? 1) }

  /// Floats of scratch: the input with its padding, or turned, so that examples are neighbours.
  func scratchCount(batch: Int) -> Int {
    guard let windows else { return batch == 1 ? 0 : batch * weights.columns }
    return windows.isPadded ? batch * groups * windows.paddedSize : 0
  }

  /// Tiles in local memory, where no weight is missing and they are full enough.
  func isTiled(batch: Int) -> Bool {
    weights.lanes == 0 && weights.rows / groups >= 16 && places(batch: batch) >= 32
      && connection.device.largestGroup >= TileKernels.side * TileKernels.side
  }

  /// Work-items that share a row.
  private var lanes: Int {
    weights.lanes > 0 ? weights.lanes : GroupShape.lanes(columns: weights.columns)
  }

  /// How the work-items stand: as timing chose, or as suits most.
  func shape(batch: Int) -> GroupShape {
    if let shape = connection.shapes.shape(for: name(batch: batch)), shape.lanes == lanes,
      shape.workItems <= connection.device.largestGroup
    {
      return shape
    }
    return GroupShape(
      places: places(batch: batch), rows: weights.rows, lanes: lanes, device: connection.device)
  }

  /// All ways in which they may stand.
  func candidates(batch: Int) -> [GroupShape] {
    GroupShape.candidates(
      places: places(batch: batch), rows: weights.rows, lanes: lanes,
      largestGroup: connection.device.largestGroup)
  }

  /// What timings depend on; numbers of places that are nearly alike count as one.
  func name(batch: Int) -> String {
    var places = 1
    while places < self.places(batch: batch) { places *= 2 }
    return "\(weights.form.rawValue) \(weights.rows)x\(weights.columns), \(lanes) lanes, "
      + "\(places) places"
  }

  /// Whether timing has chosen already.
  func isTuned(batch: Int) -> Bool {
    isTiled(batch: batch) || connection.shapes.shape(for: name(batch: batch)) != nil
  }

  /// The word for how it computes.
  func form(batch: Int) -> String {
    isTiled(batch: batch) ? "tiles of \(weights.form.rawValue)" : weights.form.rawValue
  }

  /// What computes `output` from `input`.
  func launches(
    _ input: DevicePlace, addend: DevicePlace?, output: DevicePlace,
    shape: GroupShape, in memory: DevicePassMemory
  ) throws(DeviceError) -> [Launch] {
    let (prepared, source) = try prepared(input, in: memory)
    let numbers = numbers(source, addend: addend, output: output, batch: memory.batch)
    let pieces: [KernelArgument] = [
      .buffer(source.buffer), .buffer(bias), .buffer(addend?.buffer), .buffer(output.buffer),
      .local(max(1, weights.tableCount)),
    ]
    let places = places(batch: memory.batch)
    guard !isTiled(batch: memory.batch) else {
      let kernel = try connection.driver.kernel(
        weights.form == .codes ? "tile_codes" : "tile_floats",
        [.numbers(numbers), .buffer(weights.words), .buffer(weights.values), .buffer(taps)]
          + pieces + [.local(TileKernels.sharedFloats)])
      let (edge, side) = (TileKernels.edge, TileKernels.side)
      let blocks = (weights.rows / groups + edge - 1) / edge
      return prepared + [
        Launch(kernel, groups: [(places + edge - 1) / edge, blocks * groups], size: [side, side])
      ]
    }
    let kernel = try connection.driver.kernel(
      "\(weights.form.rawValue)_\(shape.tile)",
      [
        .numbers(numbers), .buffer(weights.words), .buffer(weights.rowOffsets),
        .buffer(weights.starts), .buffer(weights.valueOffsets), .buffer(weights.values),
        .buffer(taps),
      ] + pieces + [.local(shape.workItems * shape.tile)])
    let shape = shape.fitting(kernel.largestGroup)
    let step = shape.tile * shape.side
    let blocks = (places + step - 1) / step
    return prepared + [
      Launch(
        kernel, groups: [blocks * ((weights.rows + shape.rows - 1) / shape.rows), 1, 1],
        size: [shape.side, shape.lanes, shape.rows])
    ]
  }

  /// The input as the kernels read it, and what makes it so.
  private func prepared(
    _ input: DevicePlace, in memory: DevicePassMemory
  ) throws(DeviceError) -> ([Launch], DevicePlace) {
    let count = scratchCount(batch: memory.batch)
    guard count > 0 else { return ([], input) }
    let kernel: any DeviceKernel
    let place: DevicePlace
    if let windows {
      let shape = [groups * windows.channels, windows.paddedHeight, windows.paddedWidth]
      place = DevicePlace(
        buffer: memory.scratch, first: 0, stride: shape.reduce(1, *), shape: shape)
      kernel = try connection.kernel(
        "padded",
        [
          count, shape[0], windows.height, windows.width, windows.layout.padding[0],
          windows.layout.padding[1], shape[1], shape[2],
        ] + input.numbers, [input.buffer, memory.scratch])
    } else {
      place = DevicePlace(buffer: memory.scratch, first: 0, stride: 1, shape: input.shape)
      kernel = try connection.kernel(
        "turned", [count, weights.columns, memory.batch] + input.numbers,
        [input.buffer, memory.scratch])
    }
    return ([Launch(kernel, forEach: count)], place)
  }

  /// How columns become channels: those of the table, and 2^32 over their number; 0 where the table
  /// has all of them.
  private var division: (area: Int, magic: Int) {
    guard let taps else { return (1, 0) }
    let area = taps.bytes / 4
    return (area, area == weights.columns ? 0 : ((1 << 32) + area - 1) / area)
  }

  /// `product` in KernelSource.
  private func numbers(
    _ source: DevicePlace, addend: DevicePlace?, output: DevicePlace, batch: Int
  ) -> [Int32] {
    let pixels = windows?.pixels ?? 1
    let (width, size) = (windows?.paddedWidth ?? 0, windows?.paddedSize ?? 0)
    let layout = windows?.layout
    let division = division
    let numbers = [
      weights.rows, weights.rows / groups, weights.columns, weights.gapBits, weights.codeBits,
      weights.tableCount, batch * pixels, pixels, windows?.outputWidth ?? 1, source.first,
      source.stride, size, (layout?.stride[0] ?? 0) * width, layout?.stride[1] ?? 0,
      windows.map { taps == nil ? $0.paddedPlane : 0 } ?? batch, division.area,
      windows?.paddedPlane ?? 0, division.magic, output.first, output.stride, addend?.first ?? 0,
      addend?.stride ?? 0, bias == nil ? 0 : 1,
      addend == nil ? 0 : 1,
    ]
    return numbers.map { Int32(truncatingIfNeeded: $0) } + activation.numbers
  }
}

extension Windows {
  /// Single pixels: columns are whole planes apart.
  fileprivate var isPointwise: Bool { layout.kernel == [1, 1] }
  fileprivate var isPadded: Bool { layout.padding != [0, 0, 0, 0] }
  fileprivate var paddedHeight: Int { height + layout.padding[0] + layout.padding[2] }
  fileprivate var paddedWidth: Int { width + layout.padding[1] + layout.padding[3] }
  fileprivate var paddedPlane: Int { paddedHeight * paddedWidth }
  /// Values of one image with its padding.
  fileprivate var paddedSize: Int { channels * paddedPlane }

  /// Where each value of a window lies in the first channels of the padded image, from the window's
  /// first on.
  fileprivate func taps(channels: Int) -> [Int32] {
    var taps: [Int32] = []
    for channel in 0..<channels {
      for y in 0..<kernelHeight {
        for x in 0..<kernelWidth {
          let line = channel * paddedHeight + y * layout.dilation[0]
          taps.append(Int32(line * paddedWidth + x * layout.dilation[1]))
        }
      }
    }
    return taps
  }
}

extension DeviceConnection {
  /// A structure, numbers one by one, then buffers: what all small kernels take.
  func kernel(
    _ name: String, structure: [Int32]? = nil, _ numbers: [Int], _ buffers: [DeviceBuffer]
  ) throws(DeviceError) -> any DeviceKernel {
    let first = structure.map { [KernelArgument.numbers($0)] } ?? []
    return try driver.kernel(
      name, first + numbers.map { .number($0) } + buffers.map { .buffer($0) })
  }
}
