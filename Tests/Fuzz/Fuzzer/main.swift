import CFuzzer
import Foundation
import FuzzedReaders

// Fuzzes one reader with libFuzzer, which keeps inputs that reach code that none reached before:
// `fuzzer READER CORPUS [options of libFuzzer]`. The folder CORPUS gets the reader's own files
// first. Half of the changes are libFuzzer's, half ours, which know chunks and words.
// `fuzzer READER CORPUS --keep` makes the files of CORPUS the inputs of the repository.

/// libFuzzer starts this program again, to merge, with its own arguments alone: the reader's name
/// is kept in the environment for those.
let place = "DCS_FUZZED_READER"
var words = Array(CommandLine.arguments.dropFirst())
let name: String
if let word = words.first, FuzzedReader.all.contains(where: { $0.name == word }) {
  name = words.removeFirst()
  setenv(place, name, 1)
} else {
  name = ProcessInfo.processInfo.environment[place] ?? ""
}
guard let reader = FuzzedReader.all.first(where: { $0.name == name }), let path = words.first else {
  let names = FuzzedReader.all.map(\.name).joined(separator: " ")
  print("fuzzer READER CORPUS [options of libFuzzer]; readers: \(names)")
  exit(2)
}
let folder = URL(fileURLWithPath: path)
if words.last == "--keep" {
  try KeptInputs.keep(
    FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { Array(try Data(contentsOf: $0)) }, of: name)
  exit(0)
}
let corpus = try reader.corpus()
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
for (number, bytes) in corpus.enumerated() {
  try Data(bytes).write(to: folder.appendingPathComponent("own-\(number)"))
}
Target.current = Target(reader: reader, corpus: corpus)

var arguments: [UnsafeMutablePointer<CChar>?] =
  ([CommandLine.arguments[0]] + words).map { strdup($0) } + [nil]
var count = Int32(arguments.count - 1)
let status = arguments.withUnsafeMutableBufferPointer { buffer in
  var base = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &base) { data, size in
    Target.test(UnsafeBufferPointer(start: data, count: size))
  }
}
exit(status)
