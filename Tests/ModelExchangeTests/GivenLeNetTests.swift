import Datasets
import ModelExchange
import Networks
import Tensors
import Testing
import Training

/// The LeNets of Guo, Yao and Chen, "Dynamic Network Surgery for Efficient DNNs" (2016), from the
/// authors' repository. Their inputs are bytes over 256; the errors are those that Caffe gives for
/// these files.
@Suite(.enabled(if: GivenModels.hasMNIST, "needs MNIST in a folder of DCS_DATA"))
struct GivenLeNetTests {
  /// Right answers of 10 000.
  private func correct(_ file: String, _ network: Network) throws -> Int {
    let filled = try network.filled(
      from: CaffeModelFile(GivenModels.bytes(file)).arrays(for: network))
    let data = try MNISTFamily.mnist.load(
      search: DatasetSearch(directory: nil), validationCount: 0,
      isFlat: network.inputShape.count == 1)
    let pixels = try data.test.inputs(at: 0..<data.test.count).map { ($0 * 255).rounded() / 256 }
    return try Metrics(of: filled, on: Examples(inputs: pixels, labels: data.test.labels))
      .correctCount
  }

  @Test(
    .enabled(if: GivenModels.has("caffe_lenet300100_original.caffemodel"), "needs the .caffemodel"))
  func lenet300HasTheKnownError() throws {
    #expect(try correct("caffe_lenet300100_original.caffemodel", .lenet300()) == 9772)
  }

  @Test(
    .enabled(if: GivenModels.has("caffe_lenet300100_sparse.caffemodel"), "needs the .caffemodel"))
  func sparseLenet300HasTheKnownErrorAndCounts() throws {
    let file = "caffe_lenet300100_sparse.caffemodel"
    #expect(try correct(file, .lenet300()) == 9801)
    let network = try Network.lenet300()
    let filled = try network.filled(
      from: CaffeModelFile(GivenModels.bytes(file)).arrays(for: network))
    let counts = filled.weightNames.map { name in
      filled.parameter(name)?.weights.tensor.values.filter { $0 != 0 }.count
    }
    #expect(counts == [4351, 552, 49])
  }

  @Test(.enabled(if: GivenModels.has("caffe_lenet5_original.caffemodel"), "needs the .caffemodel"))
  func lenet5HasTheKnownError() throws {
    #expect(try correct("caffe_lenet5_original.caffemodel", .lenet5()) == 9909)
  }
}
