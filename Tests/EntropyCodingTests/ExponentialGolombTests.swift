import EntropyCoding
import Testing

struct ExponentialGolombTests {
  /// Order 0: 1, 010, 011, 00100 and so on for 0, 1, 2, 3. Order 2: the lower two bits behind.
  @Test func lengthsAreThoseOfTheCode() {
    #expect((0...7).map { ExponentialGolomb.bitCount([$0], order: 0) } == [1, 3, 3, 5, 5, 5, 5, 7])
    #expect((0...5).map { ExponentialGolomb.bitCount([$0], order: 2) } == [3, 3, 3, 3, 5, 5])
  }

  @Test(arguments: 0...9) func whatIsWrittenIsRead(order: Int) throws {
    let numbers = [0, 1, 2, 3, 4, 7, 8, 100, 4095, 65536]
    var writer = BitWriter()
    for number in numbers { writer.write(golomb: number, order: order) }
    #expect(writer.bitCount == ExponentialGolomb.bitCount(numbers, order: order))
    var reader = BitReader(writer.bytes()[...])
    for number in numbers { #expect(try reader.readGolomb(order: order) == number) }
  }

  @Test func theBestOrderFitsTheSize() {
    #expect(ExponentialGolomb.bestOrder(of: [0, 0, 1, 0], among: 0...16) == 0)
    #expect(ExponentialGolomb.bestOrder(of: [12, 9, 15, 8], among: 0...16) == 4)
    #expect(ExponentialGolomb.bestOrder(of: [], among: 2...31) == 2)
  }

  @Test func signsTakeTheLowestBit() {
    #expect([0, -1, 1, -2, 2].map(ExponentialGolomb.unsigned) == [0, 1, 2, 3, 4])
    #expect((-9...9).allSatisfy { ExponentialGolomb.signed(ExponentialGolomb.unsigned($0)) == $0 })
  }
}
