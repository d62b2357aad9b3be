import CFuzzer
import Foundation
import FuzzedReaders

// Fuzzes one reader with libFuzzer, which keeps inputs that reach code that none reached before:
// `fuzzer READER CORPUS [options of libFuzzer]`. The folder CORPUS gets the reader's own files
// first. Half of the changes are libFuzzer's, half ours, which know chunks and words.
guard CommandLine.arguments.count >= 3,
  let reader = FuzzedReader.all.first(where: { $0.name == CommandLine.arguments[1] })
else {
  let names = FuzzedReader.all.map(\.name).joined(separator: " ")
  print("fuzzer READER CORPUS [options of libFuzzer]; readers: \(names)")
  exit(2)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[2])
let corpus = try reader.corpus()
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
for (number, bytes) in corpus.enumerated() {
  try Data(bytes).write(to: folder.appendingPathComponent("own-\(number)"))
}
Target.current = Target(reader: reader, corpus: corpus)

var arguments: [UnsafeMutablePointer<CChar>?] =
  ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map { strdup($0) } + [nil]
var count = Int32(arguments.count - 1)
let status = arguments.withUnsafeMutableBufferPointer { buffer in
  var base = buffer.baseAddress
  return LLVMFuzzerRunDriver(&count, &base) { data, size in
    Target.test(UnsafeBufferPointer(start: data, count: size))
  }
}
exit(status)
