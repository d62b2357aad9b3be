import Foundation
import ModelExchange
import Operators
import Tensors
import Testing

/// ONNX's own tests of single operators and small models, with the outputs that its authors give:
/// `Tests/node-tests.py` writes them from the package onnx (1.23 has 1884). Those of types and
/// operators that dcs does not have are refused; none may be wrong.
struct NodeTests {
  private static let folder = ProcessInfo.processInfo.environment["DCS_NODE_TESTS"] ?? ""

  private enum Verdict: Equatable {
    case passed
    case refused(String)
    case wrong(String)
  }

  @Test(.enabled(if: !folder.isEmpty, "needs ONNX's node tests: Tests/node-tests.py"))
  func noneIsWrong() throws {
    var verdicts: [String: Verdict] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder) {
      verdicts[name] = Self.verdict(Self.folder + "/" + name)
    }
    let wrong = verdicts.filter { if case .wrong = $0.value { true } else { false } }
    #expect(wrong.isEmpty, "\(wrong.sorted { $0.key < $1.key }.prefix(20))")
    let passed = verdicts.values.count { $0 == .passed }
    #expect(passed >= 1300, "only \(passed) of \(verdicts.count) pass")
  }

  private static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  private static func tensors(_ folder: String, _ kind: String) throws -> [TypedTensor] {
    var tensors: [TypedTensor] = []
    while let bytes = bytes("\(folder)/\(kind)_\(tensors.count).pb") {
      tensors.append(try ONNXFile.tensor(bytes))
    }
    return tensors
  }

  private static func verdict(_ folder: String) -> Verdict {
    do {
      let graph = try ONNXFile.operatorGraph(bytes(folder + "/model.onnx") ?? [])
      let sets = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { Int($0) != nil }
      for set in sets {
        let results = try graph.outputs(of: try tensors("\(folder)/\(set)", "input"))
        let expected = try tensors("\(folder)/\(set)", "output")
        guard results.count == expected.count else { return .wrong("\(results.count) outputs") }
        for (result, expected) in zip(results, expected) {
          if let difference = difference(result, expected) { return .wrong(difference) }
        }
      }
      return .passed
    } catch { return .refused("\(error)") }
  }

  /// nil when the tensors are equal: floats to 1e-3 (halves to 1e-2) of themselves, as ONNX's own
  /// runner has it, or to 1e-6 of the largest, where what is expected is rounding alone.
  private static func difference(_ result: TypedTensor, _ expected: TypedTensor) -> String? {
    guard result.type == expected.type, result.shape == expected.shape else {
      return "\(result.type) \(result.shape) instead of \(expected.type) \(expected.shape)"
    }
    guard expected.type.isFloat else { return result == expected ? nil : "other numbers" }
    let tolerance = expected.type == .float16 ? 1e-2 : 1e-3
    let largest = expected.numbers.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    for (number, wanted) in zip(result.numbers, expected.numbers) {
      if number == wanted || number.isNaN && wanted.isNaN { continue }
      guard abs(number - wanted) <= tolerance * abs(wanted) + 1e-6 * largest + 1e-7 else {
        return "\(number) instead of \(wanted)"
      }
    }
    return nil
  }
}
