import ModelExchange
import Networks
import Tensors
import Testing

struct NetFileTests {
  private static let description = """
    input: "data" input_dim: 1 input_dim: 1 input_dim: 1 input_dim: 40
    layer { name: "conv1" type: "Convolution" bottom: "data" top: "conv1" convolution_param \
    { num_output: 1 kernel_h: 1
      kernel_w: 40 } }
    layer { name: "ip" type: "InnerProduct" bottom: "conv1" top: "ip" inner_product_param \
    { num_output: 5 } }
    """

  private static func floats(_ values: [Float]) -> [UInt8] {
    values.flatMap { littleEndian($0.bitPattern) }
  }

  /// By hand. conv1: 8-bit codes, entries at 1 (code 2), 17 (filler), 20 (code 1), 36 (gap 15 with
  /// code 2: no filler). ip: 4-bit codes 3 1 2 at positions 0, 3, 4.
  private static let file: [UInt8] = {
    let convCodebook: [Float] = [0, 0.5, -1.5] + [Float](repeating: 9, count: 253)
    let ipCodebook: [Float] = [0, 1, 2, 3] + [Float](repeating: 9, count: 12)
    let header: [UInt8] = littleEndian(UInt32(4)) + littleEndian(UInt32(3))
    let conv: [UInt8] = floats(convCodebook) + floats([0.25]) + [2, 0, 1, 2] + [0xF1, 0xF2]
    let ip: [UInt8] = floats(ipCodebook) + floats([1, 2, 3, 4, 5]) + [0x13, 0x02] + [0x20, 0x00]
    return header + conv + ip
  }()

  private func network(_ bytes: [UInt8]) throws -> Network {
    try NetFile(bytes).network(CaffeNetwork(Self.description))
  }

  @Test func codesAreKeptAndFillersDropped() throws {
    let network = try network(Self.file)
    guard case .shared(let conv)? = network.parameter("conv1")?.weights,
      case .shared(let ip)? = network.parameter("ip")?.weights
    else {
      Issue.record("not shared")
      return
    }
    #expect(conv.mask.survivors == [1, 20, 36] && conv.codes == [2, 1, 2] && conv.bits == 8)
    #expect(conv.codebook.count == 256 && conv.codebook.precision == .float32)
    #expect(ip.mask.survivors == [0, 3, 4] && ip.codes == [3, 1, 2] && ip.bits == 4)
    #expect(network.parameter("ip")?.bias == .float32([1, 2, 3, 4, 5]))
    let x = Tensor(shape: [1, 1, 1, 40], values: (0..<40).map(Float.init))
    // -1.5 * 1 + 0.5 * 20 - 1.5 * 36 + 0.25 = -45.25
    #expect(network.forward(x).values == [-134.75, 2, 3, -41.25, -85.5])
  }

  @Test func otherLengthsAreRefused() {
    #expect(throws: ModelExchangeError.unusedBytes(count: 1)) { try network(Self.file + [0]) }
    for length in stride(from: 0, to: Self.file.count, by: 5) {
      #expect(throws: ModelExchangeError.self, "\(length)") {
        try network(Array(Self.file[..<length]))
      }
    }
    var huge = Self.file
    huge[3] = 0xFF
    #expect(throws: ModelExchangeError.endsEarly(layer: "conv1")) { try network(huge) }
  }

  @Test func positionsBeyondTheWeightsAreRefused() {
    var bytes = Self.file
    let place = 8 + 1024 + 4 + 4
    bytes[place + 1] = 0xFF
    #expect(
      throws: ModelExchangeError.positionBeyondWeights(layer: "conv1", position: 49, weights: 40)
    ) {
      try network(bytes)
    }
  }
}
