import CompressedModels
import DeepCompression
import Foundation
import Language
import ModelExchange
import Networks

/// Files that stay where they are.
enum LazyFile {
  /// nil for a file that is read as a whole: unless it is asked to stay, all but an index of
  /// `.safetensors` files and graphs with more numbers beside them than one file may have,
  /// `largestModel` bytes.
  static func content(
    _ path: String, _ supplements: ModelFile.Supplements, _ isLazy: Bool?, largestModel: Int
  ) throws -> ModelFile.Content? {
    let found = InputFile.found(path)
    let isIndex = found.lowercased().hasSuffix(".safetensors.index.json")
    if isLazy == nil, supplements.inputShape == nil, supplements.network == nil,
      let large = largeGraph(found, than: largestModel)
    {
      return ModelFile.Content(value: .object(large))
    }
    guard isIndex || isLazy == true else { return nil }
    do {
      if isIndex {
        let stream = StreamedModel(try WeightFiles(index: found))
        if supplements.network != nil {
          return try ModelFile.filled(supplements) { _, _ in try stream.arrays() }
        }
        return ModelFile.Content(
          value: isLazy == false ? .object(try stream.network()) : .object(stream))
      }
      if found.lowercased().hasSuffix(".safetensors") {
        return ModelFile.Content(value: .object(StreamedModel(try WeightFiles(file: found))))
      }
      if found.lowercased().hasSuffix(".onnx") {
        // Layers of other nets take weights that are there.
        guard supplements.network == nil else { return nil }
        guard supplements.inputShape == nil else {
          throw Diagnostic(
            .argument, "the input of a model that stays in its files keeps the file's shape",
            hint: "leave input= or lazy= out")
        }
        return ModelFile.Content(value: .object(StreamedModel(try WeightFiles(onnx: found))))
      }
      if found.lowercased().hasSuffix(".dcz") {
        return ModelFile.Content(value: .object(try ContainerFile(path: found)))
      }
    } catch let error as ModelExchangeError {
      if case .memory(let shortage) = error { throw shortage.diagnostic }
      throw Diagnostic(.format, "'\(path)': \(error)")
    } catch let error as ContainerError {
      throw Diagnostic(.format, "'\(path)' is damaged or no .dcz file: \(error)")
    }
    throw Diagnostic(
      .format, "'\(path)' is read as a whole: only .safetensors, .onnx and .dcz files can stay",
      hint: "leave lazy= out")
  }

  /// Bytes of a graph without its numbers, at most.
  private static let largestGraph = 1 << 26

  /// A graph whose numbers, in files beside it, are more than one file may have. It is read where
  /// its folder has so much.
  private static func largeGraph(_ path: String, than largestModel: Int) -> StreamedModel? {
    guard path.lowercased().hasSuffix(".onnx"),
      InputFile.size(path).map({ $0 <= largestGraph }) ?? false,
      bytesBeside(path) > largestModel,
      let files = try? WeightFiles(onnx: path), files.bytes > largestModel
    else { return nil }
    return StreamedModel(files)
  }

  /// Of all files in the same folder.
  private static func bytesBeside(_ path: String) -> Int {
    let folder = ByteSource.path(of: ".", beside: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { $0 + (InputFile.size("\(folder)/\($1)") ?? 0) }
  }
}
