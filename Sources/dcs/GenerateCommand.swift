import Commands
import Console
import Devices
import Foundation
import Language
import Reference

/// `dcs generate FOLDER`: writes what is made from the commands' declarations (`make reference`),
/// and the kernels in CUDA C, from which `Scripts/Peers/ptx.py` makes what NVIDIA's driver takes.
struct GenerateCommand {
  let words: [String]

  func run() throws -> Language.ExitCode {
    guard words.count == 1 else { throw UsageError("dcs generate takes a folder") }
    let words = CommandWords(
      StandardCommands.table(session: Session()), version: Version.current)
    let kernels = ("Sources/CDeviceKernels/kernels.cu", KernelSource.cuda)
    for (path, text) in GeneratedFiles(words).files + [kernels] {
      let place = URL(fileURLWithPath: self.words[0]).appendingPathComponent(path)
      do {
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place)
      } catch {
        throw Diagnostic(.file, "cannot write '\(place.path)'")
      }
      print(path)
    }
    return .success
  }
}
