import Tensors
import Testing

/// Expected numbers: the generator written again in Python from the authors' description
/// (prng.di.unimi.it), checked there against their vector for the state 1, 2, 3, 4 (11520, 0,
/// 1509978240, 1215971899390074240): ```python M = 2**64 - 1 rotl = lambda x, k: ((x << k) | (x >>
/// (64 - k))) & M def seed(z0):                                  # SplitMix64, four times
///     for _ in range(4):
///         z0 = (z0 + 0x9E3779B97F4A7C15) & M; z = z0
///         z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
///         z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
///         yield z ^ (z >> 31)
/// def next(s):                                   # xoshiro256**
///     r = (rotl(s[1] * 5 & M, 7) * 9) & M; t = (s[1] << 17) & M
///     s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t; s[3] = rotl(s[3], 45)
///     return r
/// below = lambda s, n: (next(s) * n) >> 64
/// ```
struct RandomSourceTests {
  @Test(
    arguments: [
      (
        0,
        [
          0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a, 0x1a5f_849d_4933_e6e0,
          0x6aa5_94f1_262d_2d2c,
        ]
      ),
      (
        42,
        [
          0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1,
          0xecb8_ad47_03b3_60a1,
        ]
      ),
    ] as [(UInt64, [UInt64])])
  func nextGivesThePublishedSequence(seed: UInt64, expected: [UInt64]) {
    var random = RandomSource(seed: seed)
    #expect(expected.map { _ in random.next() } == expected)
  }

  @Test func splitSeedsWithOneNumberAndLeavesTheRest() {
    var random = RandomSource(seed: 42)
    var child = random.split()
    #expect(child.next() == 0x8ee4_45d1_4631_c453)
    #expect(random.next() == 0x6104_d986_6d11_3a7e)
  }

  @Test func belowTakesTheHighWordOfTheProduct() {
    var random = RandomSource(seed: 7)
    #expect((0..<12).map { _ in random.below(10) } == [7, 2, 8, 9, 9, 8, 0, 1, 4, 1, 5, 7])
  }

  /// 60 000 draws of 6 faces: each count has mean 10 000 and standard deviation 91.3; 5 of them are
  /// allowed.
  @Test func belowIsUniformAndStaysBelow() {
    var random = RandomSource(seed: 1)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[random.below(6)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 457 })
    #expect((0..<100).allSatisfy { _ in random.below(1) == 0 })
  }

  @Test func uniformHasTwentyFourBits() {
    var random = RandomSource(seed: 3)
    let drawn = (0..<3).map { _ in random.uniform() }
    #expect(drawn == [0.6906382441520691, 0.640580952167511, 0.21826231479644775])
    #expect((0..<10_000).allSatisfy { _ in (0..<1).contains(random.uniform()) })
  }

  /// Python: `for l in range(9, 0, -1): j = below(s, l + 1); o[l], o[j] = o[j], o[l]` from seed 7.
  @Test func permutationIsFisherAndYates() {
    var random = RandomSource(seed: 7)
    #expect(random.permutation(10) == [1, 8, 3, 0, 4, 5, 9, 6, 2, 7])
  }

  @Test(arguments: [0, 1, 2, 97, 1000])
  func permutationHoldsEveryPositionOnce(count: Int) {
    var random = RandomSource(seed: 11)
    #expect(random.permutation(count).sorted() == Array(0..<count))
  }

  /// n = 200 000: standard errors of mean, variance, skewness and kurtosis are sqrt(1/n) = 0.0022,
  /// sqrt(2/n) = 0.0032, sqrt(6/n) = 0.0055 and sqrt(24/n) = 0.011; 4.5 of each are allowed.
  @Test func normalHasTheMomentsOfANormal() {
    var random = RandomSource(seed: 5)
    let drawn = (0..<200_000).map { _ in Double(random.normal()) }
    func moment(_ power: Int) -> Double {
      drawn.reduce(0) { sum, x in sum + (0..<power).reduce(1) { product, _ in product * x } }
        / Double(drawn.count)
    }
    #expect(abs(moment(1)) < 0.010)
    #expect(abs(moment(2) - 1) < 0.0142)
    #expect(abs(moment(3)) < 0.025)
    #expect(abs(moment(4) - 3) < 0.05)
    // P(|x| > 1.96) = 0.05, standard error 0.00049.
    #expect(abs(Double(drawn.count { abs($0) > 1.959964 }) / 200_000 - 0.05) < 0.0022)
  }
}
