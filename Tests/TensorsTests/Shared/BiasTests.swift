import Tensors
import Testing

struct BiasTests {
  @Test func thirtyTwoBitsKeepEverything() {
    let bias = Bias(rounding: [0.1, -3], bits: 32)
    #expect(bias.values == [0.1, -3])
    #expect(bias.bits == 32 && bias.count == 2)
  }

  @Test func sixteenBitsAreHalves() {
    let bias = Bias(rounding: [0.1, 65504], bits: 16)
    #expect(bias.values == [0.0999755859375, 65504])
    #expect(bias.bits == 16 && bias.count == 2)
  }

  /// The largest magnitude is 127 steps: here a step is 1 / 4, and 0.625 is a tie that goes to the
  /// even multiple 2.
  @Test func eightBitsAreMultiplesOfTheLargestOver127() {
    let bias = Bias(rounding: [31.75, -31.75, 0.25, 0.625, 0.1, 0], bits: 8)
    #expect(bias == .integers(bits: 8, scale: 0.25, multiples: [127, -127, 1, 2, 0, 0]))
    #expect(bias.values == [31.75, -31.75, 0.25, 0.5, 0, 0])
    #expect(bias.bits == 8 && bias.count == 6)
  }

  /// Five bits: 15 steps on either side, here of a half.
  @Test func fewerBitsAreFewerMultiples() {
    let bias = Bias(rounding: [7.5, -7.5, 0.5, 1.2, 0.2], bits: 5)
    #expect(bias == .integers(bits: 5, scale: 0.5, multiples: [15, -15, 1, 2, 0]))
    #expect(bias.bits == 5 && bias.values == [7.5, -7.5, 0.5, 1, 0])
    #expect(Bias(rounding: [3, -3, 1.4], bits: 2).values == [3, -3, 0])
  }

  @Test func widthsAreThoseOfTheFormat() {
    #expect((0...33).filter(Bias.canStore) == [2, 3, 4, 5, 6, 7, 8, 16, 32])
  }

  @Test func zerosStayZeros() {
    #expect(Bias(rounding: [0, 0], bits: 8).values == [0, 0])
    #expect(Bias(rounding: [], bits: 8).values == [])
  }

  /// Half a step is the most that rounding moves a bias.
  @Test func theErrorIsAtMostHalfAStep() {
    var random = RandomSource(seed: 4)
    let values = (0..<300).map { _ in random.normal() }
    let rounded = Bias(rounding: values, bits: 8)
    guard case .integers(8, let scale, _) = rounded else {
      return #expect(Bool(false), "not 8 bits")
    }
    #expect(zip(values, rounded.values).allSatisfy { abs($0 - $1) <= scale * 0.50001 })
    #expect(Bias(rounding: rounded.values, bits: 8).values == rounded.values)
  }
}
