import Datasets
import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// SqueezeNet as it was published: version 1.1 in ONNX, and version 1.0 as Han et al. compressed
/// it.
struct GivenSqueezeNetTests {
  private static let compressed = "compressed_SqueezeNet.net"
  private static let description = "SqueezeNet_deploy.prototxt"
  private static let dense = "squeezenet1.1.onnx"

  private func compressedNetwork() throws -> Network {
    try NetFile(GivenModels.bytes(Self.compressed)).network(
      CaffeNetwork(GivenModels.text(Self.description)))
  }

  /// 415 921 of 1 244 448 weights are not zero: counted in the file by a program of its own.
  @Test(
    .enabled(if: GivenModels.has(compressed, description), "needs \(compressed) and \(description)")
  )
  func theCompressedFileHasTheKnownCounts() throws {
    let network = try compressedNetwork()
    let layers = network.weightNames.compactMap { network.parameter($0)?.weights }
    #expect(layers.count == 26 && layers.reduce(0) { $0 + $1.count } == 1_244_448)
    #expect(layers.reduce(0) { $0 + $1.survivorCount } == 415_921)
    #expect(layers.allSatisfy { $0.state == "shared" })
    #expect(network.weightNames.suffix(2) == ["fire9/conv3x3_2", "conv_final"])
    #expect(network.outputShape == [1000, 1, 1])
  }

  /// The authors' decode.py in NumPy: positions are running sums of gap + 1, fillers are zeros like
  /// all else.
  @Test(
    .enabled(
      if: Python.hasNumPy && GivenModels.has(compressed, description),
      "needs python3 with numpy, \(compressed) and \(description)"))
  func anIndependentDecoderAgreesOnEveryWeight() throws {
    let network = try compressedNetwork()
    try Python.inFolder { folder in
      try folder.write(NPZFile.write(network), to: "net.npz")
      try folder.write(GivenModels.bytes(Self.compressed), to: "file.net")
      let order = network.weightNames.map { "'\($0)'" }.joined(separator: ", ")
      try Python.run(
        """
        ours = np.load(folder + 'net.npz')
        data = open(folder + 'file.net', 'rb').read()
        names = [\(order)]
        counts = np.frombuffer(data, '<u4', len(names))
        place = 4 * len(names)
        def take(kind, count):
            global place
            part = np.frombuffer(data, kind, count, place)
            place += part.nbytes
            return part
        for name, count in zip(names, counts):
            codebook, bias = take('<f4', 256), take('<f4', ours[name + '.bias'].size)
            codes, packed = take('u1', count), take('u1', (count + 1) // 2)
            gaps = np.stack([packed & 15, packed >> 4], 1).ravel()[:count]
            weights = np.zeros(ours[name + '.weight'].size, 'f4')
            weights[np.cumsum(gaps.astype('i8') + 1) - 1] = codebook[codes]
            assert (weights == ours[name + '.weight'].ravel()).all() and \
        (bias == ours[name + '.bias']).all()
            assert (codebook == ours[name + '.codebook']).all()
        assert place == len(data)
        """, folder: folder)
    }
  }

  /// ONNX Runtime 1.32 on the given file:
  ///
  ///     x = (100 * np.sin(0.001 * np.arange(3 * 227 * 227))).reshape(1, 3, 227, 227).astype("f")
  ///     y = onnxruntime.InferenceSession("squeezenet1.1.onnx").run(None, {"data": x})[0].ravel()
  ///     print(y[:8], y[-4:], y.argmax(), y.max(), np.abs(y.astype("d")).sum())
  @Test(.enabled(if: GivenModels.has(dense), "needs \(dense)"))
  func logitsAreONNXRuntimes() throws {
    let network = try ONNXFile.read(GivenModels.bytes(Self.dense)) {
      throw GivenFileMissing(name: $0)
    }
    #expect(network.parameterCount == 1_235_496)
    #expect(network.weightNames == (try Network.squeezenet(.lighter)).weightNames)
    let count = 3 * 227 * 227
    let pixels = Tensor.sines(count, step: 0.001).map { 100 * $0 }
    let y = network.forward(Tensor(shape: [1, 3, 227, 227], values: pixels))
    #expect(y.shape == [1, 1000, 1, 1])
    let first: [Float] = [
      0.06452781, 9.410661, 1.8574877, 1.0141642, 1.9884413, 7.9998612, 1.1269568, 8.694372,
    ]
    let last: [Float] = [3.116697, 0.15927891, 4.9581027, 4.3157854]
    for (found, expected) in zip(y.values, first) { #expect(abs(found - expected) < 1e-4) }
    for (found, expected) in zip(y.values.suffix(4), last) { #expect(abs(found - expected) < 1e-4) }
    #expect(y.values.firstIndex(of: y.values.max() ?? 0) == 905)
    #expect(abs(y.doubles.reduce(0) { $0 + abs($1) } - 5411.69468563376) < 1e-2)
  }

  /// Some of the photographs; `DCS_TEST_IMAGES=500` takes them all (done by hand: the largest
  /// difference was 1.9e-5).
  private static let photographs: Examples? = {
    guard
      let data = try? ImageNet.load(
        search: DatasetSearch(directory: nil), preparation: ImagePreparation())
    else { return nil }
    let asked = ProcessInfo.processInfo.environment["DCS_TEST_IMAGES"].flatMap { Int($0) } ?? 6
    return data.limited(to: max(1, asked)).test
  }()

  /// ONNX Runtime on the same pixels, photograph by photograph.
  @Test(
    .enabled(
      if: Python.hasONNXRuntime && GivenModels.has(dense) && photographs != nil,
      "needs python3 with onnxruntime, \(dense) and photographs in a folder imagenet*"))
  func logitsOfPhotographsAreONNXRuntimes() throws {
    let photographs = try #require(Self.photographs)
    let network = try ONNXFile.read(GivenModels.bytes(Self.dense)) {
      throw GivenFileMissing(name: $0)
    }
    try Python.inFolder { folder in
      try folder.write(GivenModels.bytes(Self.dense), to: "net.onnx")
      for start in stride(from: 0, to: photographs.count, by: 20) {
        let pixels = try photographs.inputs(at: start..<min(start + 20, photographs.count))
        try folder.write(pixels.littleEndianBytes, to: "x")
        try folder.write(network.forward(pixels).littleEndianBytes, to: "y")
        try Python.run(
          """
          import onnxruntime
          x = np.fromfile(folder + 'x', '<f4').reshape(-1, 3, 227, 227)
          y = np.fromfile(folder + 'y', '<f4').reshape(len(x), 1000)
          session = onnxruntime.InferenceSession(folder + 'net.onnx')
          name = session.get_inputs()[0].name
          wanted = np.concatenate([session.run(None, {name: image[None]})[0].reshape(1, -1) for \
          image in x])
          open(folder + 'difference', 'a').write(f'{np.abs(y - wanted).max()}\\n')
          """, folder: folder)
      }
      let differences = String(decoding: try folder.bytes(of: "difference"), as: UTF8.self)
        .split(separator: "\n").map { Double($0) ?? .infinity }
      let largest = differences.max() ?? .infinity
      #expect(
        largest < 1e-4, "of \(photographs.count) photographs the largest difference is \(largest)")
    }
  }

  private struct GivenFileMissing: Error { let name: String }
}
