import Operators
import Tensors
import TestSupport
import Testing

/// Numbers of ONNX Runtime 1.32: three steps of three inputs, two hidden units, both directions.
struct DynamicQuantizeLSTMTests {
  private let w: [Int8] = [
    79, -106, -82, -67, -81, 76, 93, 20, -117, -104, -43, -17, 30, -6, -60, -87, 48, 59, -119, -99,
    -13, -28, 98, 4, -21, -18, 42, 22, -84, 60, 65, 115, 72, -55, -46, 37, 38, 49, 93, -53, 111,
    -127, -108, 120, 112, -52, -92, -48,
  ]
  private let r: [Int8] = [
    -117, 99, 41, 21, -65, -8, -79, 69, -7, -120, -63, 52, 5, -32, -63, -104, 27, 40, 5, 109, 108,
    -75, 27, 33, -65, -52, -4, 61, -53, 56, 39, -72,
  ]
  private let biases: [Float] = [
    -0.25, 0.625, 0.625, 0.25, -1.0, 0.25, -0.625, 0.625, 0.75, -0.25, 0.875, 0.5, -0.375, 0.75,
    -0.25, -0.875, 0.125, 0.625, 0.25, -0.25, 0.75, -0.125, -0.25, -0.75, -0.625, 0.375, 0.5, -0.5,
    0.25, 0.625, -0.75, -0.5,
  ]
  private let x: [Float] = [0, 0, -0.5, -0.5, -1.5, 0.25, 1.5, -1.25, 1]

  private func states(scales: TypedTensor, zeros: TypedTensor) throws -> [TypedTensor] {
    try run(
      "com.microsoft.DynamicQuantizeLSTM",
      [
        floats(x, [3, 1, 3]), TypedTensor(shape: [2, 3, 8], w), TypedTensor(shape: [2, 2, 8], r),
        floats(biases, [2, 16]), nil, nil, nil, nil, scales, zeros,
        floats([1 / 128, 1 / 64], [2]), TypedTensor(shape: [2], [Int8(0), 5]),
      ],
      ["direction": .text("bidirectional"), "hidden_size": .integer(2)], outputs: 3)
  }

  @Test func statesAreThoseOfRuntime() throws {
    let found = try states(
      scales: floats([1 / 64, 1 / 32], [2]), zeros: TypedTensor(shape: [2], [Int8(3), -2]))
    let all = [
      -0.4226702, -0.1003014, -0.0388069, -0.03769988, 0.3533485, 0.5257463, -0.2017819,
      -0.06178442, 0.1234847, 0.1217905, -0.2402914, 0.1570969,
    ]
    #expect(found[0].shape == [3, 2, 1, 2])
    #expect(relativeError(found[0].numbers, all) < 1e-6)
    #expect(
      relativeError(found[2].numbers, [0.9965876, 1.337497, -0.0423688, -1.118151]) < 1e-6)
  }

  /// Equal scales for every output are one scale.
  @Test func outputsMayHaveScalesOfTheirOwn() throws {
    let found = try states(
      scales: floats(
        [Float](repeating: 1 / 64, count: 8) + .init(repeating: 1 / 32, count: 8), [2, 8]),
      zeros: TypedTensor(
        shape: [2, 8], [Int8](repeating: 3, count: 8) + .init(repeating: -2, count: 8)))
    let expected = try states(
      scales: floats([1 / 64, 1 / 32], [2]), zeros: TypedTensor(shape: [2], [Int8(3), -2]))
    #expect(found == expected)
  }

  @Test func scalesMustFit() {
    #expect(throws: OperatorError.self) {
      try states(scales: floats([1], [1]), zeros: TypedTensor(shape: [1], [Int8(0)]))
    }
  }
}
