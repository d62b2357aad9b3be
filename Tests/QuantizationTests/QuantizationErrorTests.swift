import Quantization
import Testing

/// Whole messages: they are what a user reads.
struct QuantizationErrorTests {
  @Test(
    arguments: [
      (.badBits(40), "bits must be a whole number from 1 to 8 (2 to 256 shared weights), not 40"),
      (.badCentroidBits(9), "centroids are stored in 2 to 8, 16 or 32 bits, not 9"),
      (
        .tooFewMultiples(levels: 16, bits: 4),
        "4 bits hold 14 different centroids, not 16: fewer levels, or more bits of a centroid"
      ),
      (
        .multiplesOfTheMethod(bits: 6),
        """
        centroids are stored in 16 or 32 bits here, not 6: \
        the method finds by itself where multiples of a step are better
        """
      ),
      (.badBiasBits(9), "biases are stored in 2 to 8, 16 or 32 bits, not 9"),
      (.packed(layer: "fc1"), "fc1 is packed: unpack the network before you quantize"),
      (.nothingToShare(layer: "fc1"), "no weight of fc1 survives, so there is nothing to share"),
      (.notFinite(layer: "fc1"), "fc1 has weights or biases that are not finite numbers"),
      (
        .tooLargeFor16Bits(layer: "fc1"),
        """
        fc1 has centroids or biases beyond 65504, the largest number of 16 bits: store them in 32 \
        bits
        """
      ),
    ] as [(QuantizationError, String)])
  func messages(error: QuantizationError, expected: String) {
    #expect(error.description == expected)
  }
}
