import Glibc
import Tensors

/// Weights that fade a frame's ends: sums of cosines of 2π t / n.
struct WindowFunction: Operator {
  static let names = ["HannWindow", "HammingWindow", "BlackmanWindow"]

  /// Frames are thousands of samples; more than this is a mistake.
  private static let largest = 1 << 24

  let coefficients: [Double]
  let isPeriodic: Bool
  let type: ElementType

  init(_ node: inout OperatorNode) throws(OperatorError) {
    switch node.operation {
    case "HannWindow": coefficients = [0.5, -0.5]
    case "HammingWindow": coefficients = [25.0 / 46, -21.0 / 46]
    default: coefficients = [0.42, -0.5, 0.08]
    }
    isPeriodic = try node.flag("periodic", default: true)
    type = try SignalOutput.type(&node)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    guard let size = try Inputs(inputs).optionalInteger(0) else {
      throw OperatorError("input 0 is missing")
    }
    let count = try Axes.count([size])
    guard count <= Self.largest else { throw OperatorError("a window of \(count) is too large") }
    let period = Double(isPeriodic ? count : count - 1)
    let values = (0..<count).map { place in
      // A symmetric window of one place has no period.
      count == 1
        ? 1
        : coefficients.enumerated().reduce(0.0) { sum, term in
          sum + term.element * cos(2 * .pi * Double(term.offset * place) / period)
        }
    }
    return [SignalOutput.tensor(values, shape: [count], type)]
  }
}

/// Triangles over a spectrum's bins that are equally wide in mel, a scale of heard pitch.
struct MelWeightMatrix: Operator {
  static let names = ["MelWeightMatrix"]

  let type: ElementType

  init(_ node: inout OperatorNode) throws(OperatorError) { type = try SignalOutput.type(&node) }

  /// Inputs: triangles, length of the transform, samples per second, lowest and highest frequency.
  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let count = try inputs.optionalInteger(0) ?? 0
    let length = try inputs.optionalInteger(1) ?? 0
    let rate = try inputs.optionalInteger(2) ?? 0
    let lower = try inputs.vector(3, as: Double.self, count: 1)[0]
    let upper = try inputs.vector(4, as: Double.self, count: 1)[0]
    guard count > 0, rate > 0, (0...Axes.largestCount).contains(length), lower >= 0,
      upper >= lower, upper < 0x1p40
    else { throw OperatorError("\(count) triangles from \(lower) to \(upper) Hz are not possible") }
    let bins = length / 2 + 1
    var matrix = [Double](repeating: 0, count: try Axes.count([bins, count]))
    let (first, last) = (Self.mel(lower), Self.mel(upper))
    let edges = (0..<count + 2).map { index in
      let mel = first + Double(index) * (last - first) / Double(count + 2)
      return Int((Double(length + 1) * Self.hertz(mel) / Double(rate)).rounded(.down))
    }
    guard edges.allSatisfy({ $0 <= bins }) else {
      throw OperatorError("\(upper) Hz is beyond half of \(rate)")
    }
    for column in 0..<count {
      let (left, center, right) = (edges[column], edges[column + 1], edges[column + 2])
      func set(_ bin: Int, _ value: Double) {
        if bin < bins { matrix[bin * count + column] = value }
      }
      for bin in left..<center { set(bin, Double(bin - left) / Double(center - left)) }
      set(center, 1)
      for bin in center..<right { set(bin, Double(right - bin) / Double(right - center)) }
    }
    return [SignalOutput.tensor(matrix, shape: [bins, count], type)]
  }

  private static func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
  private static func hertz(_ mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}

/// The element type that a node of this family wants.
enum SignalOutput {
  static func type(_ node: inout OperatorNode) throws(OperatorError) -> ElementType {
    switch try node.integer("output_datatype", default: 1) {
    case 1: return .float32
    case 10: return .float16
    case 11: return .float64
    case let number: throw OperatorError("output_datatype=\(number) is not possible")
    }
  }

  static func tensor(_ values: [Double], shape: [Int], _ type: ElementType) -> TypedTensor {
    switch type {
    case .float64: TypedTensor(shape: shape, values)
    case .float16: TypedTensor(shape: shape, values.map { Float16($0) })
    default: TypedTensor(shape: shape, values.map { Float($0) })
    }
  }
}
