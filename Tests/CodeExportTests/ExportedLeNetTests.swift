import CodeExport
import CompressedModels
import Datasets
import Foundation
import ModelExchange
import Networks
import Pruning
import Quantization
import Tensors
import Testing

/// The LeNets of Guo, Yao and Chen (2016), pruned, shared and exported: the C program and dcs agree
/// on every digit of the MNIST test set. Their inputs are bytes over 256.
@Suite(.enabled(if: hasMNIST, "needs MNIST in a folder of DCS_DATA"))
struct ExportedLeNetTests {
  private static let lenet300 = "caffe_lenet300100_sparse.caffemodel"
  private static let lenet5 = "caffe_lenet5_original.caffemodel"

  /// Without quality in mind: not retrained.
  private func packed(_ file: String, _ network: Network, sparsity: [String: Double], bits: Int)
    throws -> PackedModel
  {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: givenModel(file) ?? "")))
    let filled = try network.filled(from: CaffeModelFile(bytes).arrays(for: network))
    var random = RandomSource(seed: 1)
    let plans = Dictionary(
      uniqueKeysWithValues: network.weightNames.map { ($0, SharingPlan(bits: bits)) })
    let pruned = try filled.pruned(by: sparsity.mapValues { .sparsity($0) })
    return try PackedModel(encoding: pruned.sharingWeights(plans, random: &random).network)
  }

  /// Classes from the program that the export brings along, and from dcs running the packed form.
  private func agreement(_ packed: PackedModel) throws -> (equal: Int, correct: Int, count: Int) {
    let ourProgram = try packed.program()
    let data = try MNISTFamily.mnist.load(
      search: DatasetSearch(directory: nil), validationCount: 0,
      isFlat: ourProgram.inputShape.count == 1)
    let inputs = try data.test.inputs(at: 0..<data.test.count).map { ($0 * 255).rounded() / 256 }
    let program = try CProgram(files: CSource(packed).files, toolchain: .gcc)
    let lines = String(decoding: try program.run(inputs.values.bytes), as: UTF8.self).split(
      separator: "\n")
    let theirs = try lines.map { try #require(Int($0)) }
    let ours = try ourProgram.outputs(of: inputs).largestPlaces
    return (
      zip(theirs, ours).count { $0 == $1 }, zip(theirs, data.test.labels).count { $0 == Int($1) },
      theirs.count
    )
  }

  @Test(.enabled(if: givenModel(lenet300) != nil, "needs \(lenet300)"))
  func lenet300GivesTheSameClasses() throws {
    // The file has zeros already: 98% of fc1, 98% of fc2, 95% of fc3.
    let packed = try packed(
      Self.lenet300, .lenet300(), sparsity: ["fc1": 0.98, "fc2": 0.98, "fc3": 0.95], bits: 5)
    let result = try agreement(packed)
    #expect(result.equal == 10_000 && result.count == 10_000)
    #expect(result.correct > 9700)
  }

  @Test(.enabled(if: givenModel(lenet5) != nil, "needs \(lenet5)"))
  func lenet5GivesTheSameClasses() throws {
    let packed = try packed(
      Self.lenet5, .lenet5(), sparsity: ["conv1": 0.2, "conv2": 0.7, "fc1": 0.85, "fc2": 0.6],
      bits: 6)
    let result = try agreement(packed)
    #expect(result.equal == 10_000 && result.count == 10_000)
    #expect(result.correct > 9700)
  }
}

private let hasMNIST =
  (try? MNISTFamily.mnist.load(search: DatasetSearch(directory: nil), validationCount: 0)) != nil

extension Tensor {
  /// The place of the largest value of each row of [N, classes], the first of equals.
  fileprivate var largestPlaces: [Int] {
    let classes = shape[1]
    return (0..<shape[0]).map { row in
      (0..<classes).reduce(0) { values[row * classes + $1] > values[row * classes + $0] ? $1 : $0 }
    }
  }
}
