import Datasets
import Networks
import Tensors

/// What a teacher says to every training example in every position that a random shift can give it,
/// computed once: a pass of distillation then costs no more than one without. Memory: examples x
/// (2 shift + 1)² x classes floats.
public struct TeacherOutputs: Sendable {
  /// Pixels of a move at most.
  let shift: Int
  private let classes: Int
  /// [examples, moves, classes]
  private let values: [Float]

  /// Floats that are held at most; beyond, the teacher is asked in every pass.
  private static let largestCount = 1 << 26

  /// nil when they would take too much memory. Throws what `monitor` throws, which is told of the
  /// examples, and when examples cannot be read. Precondition: examples fit the teacher.
  public init?(
    of teacher: Network, on examples: Examples, shift: Int,
    monitor: WorkMonitor<WorkDone> = .none
  ) throws {
    let places = RandomShift.Move.count(within: shift)
    let classes = teacher.outputShape.reduce(1, *)
    guard examples.count * places * classes <= Self.largestCount else { return nil }
    (self.shift, self.classes) = (shift, classes)
    let logits = teacher.givingLogits
    var values: [Float] = []
    values.reserveCapacity(examples.count * places * classes)
    try teacher.forEachPass(over: examples, copies: places, monitor: monitor) { inputs, positions in
      let outputs = try RandomShift.Move.all(within: shift).map { move in
        try logits.evaluatedOutput(
          of: RandomShift(pixels: shift).moved(inputs, by: positions.map { _ in move }))
      }
      for row in 0..<positions.count {
        for output in outputs { values += output.values[row * classes..<(row + 1) * classes] }
      }
    }
    self.values = values
  }

  /// [N, classes], for examples that were moved so.
  func rows(of positions: ArraySlice<Int>, moves: [RandomShift.Move]) -> Tensor {
    let places = RandomShift.Move.count(within: shift)
    var rows: [Float] = []
    rows.reserveCapacity(positions.count * classes)
    for (position, move) in zip(positions, moves) {
      let start = (position * places + move.index(within: shift)) * classes
      rows += values[start..<start + classes]
    }
    return Tensor(shape: [positions.count, classes], values: rows)
  }
}
