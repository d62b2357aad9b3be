import Foundation
import ModelExchange
import Networks
import Tensors
import Testing

struct SafetensorsFileWritingTests {
  /// Worked by hand from the format's description.
  @Test func theHeaderIsWhatTheFormatSays() throws {
    let bytes = SafetensorsFile.write(
      [
        "b": TypedTensor(shape: [2], .uint8([7, 8])),
        "a\"": TypedTensor(shape: [1, 1], .float32([1])),
      ], producer: "x")
    let header =
      #"{"__metadata__":{"producer":"x"},"a\"":{"dtype":"F32","shape":[1,1],"#
      + #""data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}}"#
    let padding = (8 - header.utf8.count % 8) % 8
    let expected =
      littleEndian(UInt64(header.utf8.count + padding)) + Array(header.utf8)
      + [UInt8](repeating: 0x20, count: padding)
      + [0, 0, 0x80, 0x3F, 7, 8]
    #expect(bytes == expected)
  }

  @Test(arguments: [WeightForm.values, .shared, .everything]) func loadGivesTheNetworkBack(
    _ form: WeightForm
  ) throws {
    let network = try SmallNetwork.filled()
    let arrays = try SafetensorsFile.read(SafetensorsFile.write(network, form: form))
    let again = try SmallNetwork.empty().filled(from: arrays)
    #expect(again.parameter("fc1")?.bias == network.parameter("fc1")?.bias)
    for name in network.weightNames {
      let (ours, theirs) = (
        again.parameter(name)?.weights, network.parameter(name)?.weights
      )
      #expect(ours?.tensor == theirs?.tensor)
      #expect(form == .values || ours == theirs)
    }
    #expect((arrays["fc1.weight"] != nil) == (form != .shared))
    #expect((arrays["fc1.codes"] != nil) == (form != .values))
    #expect(arrays["fc2.weight"] != nil)
  }

  /// The reference implementation reads it.
  @Test(.enabled(if: Python.hasSafetensors, "needs python3 with safetensors"))
  func safetensorsReadsIt() throws {
    try Python.inFolder { folder in
      try folder.write(
        SafetensorsFile.write(SmallNetwork.filled(), form: .everything), to: "net.safetensors")
      try Python.run(
        """
        from safetensors.numpy import load_file
        n = load_file(folder + 'net.safetensors')
        assert sorted(n) == ['fc1.bias', 'fc1.codebook', 'fc1.codes', 'fc1.mask', 'fc1.weight', \
        'fc2.weight'], sorted(n)
        w = n['fc1.codebook'].astype(np.float32)[n['fc1.codes']] * n['fc1.mask']
        assert (w == n['fc1.weight']).all() and w.shape == (3, 4)
        assert n['fc1.bias'].dtype == np.float16 and n['fc2.weight'].tolist() == \
        [[1, 2, 3], [4, 5, 6]]
        """, folder: folder)
    }
  }
}
