import Commands
import Foundation
import Language
import TestSupport
import Testing

@Suite struct StandardCommandsTests {
  static let commands = StandardCommands.table(session: Session()).commands

  @Test(arguments: commands.indices) func examplesPrintWhatTheyPromise(_ position: Int) throws {
    let folder = try TemporaryFolder()
    #expect(
      ExampleRunner.faults(
        of: Self.commands[position], commands: Self.commands, folder: folder.path) == [])
  }

  @Test(arguments: commands.indices) func declarationsAreComplete(_ position: Int) {
    #expect(ExampleRunner.omissions(of: Self.commands[position]) == [])
  }

  @Test func namesAreUnique() {
    let names = Self.commands.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
  }

  /// The words of LANGUAGE.md, "Commands", that this version promises: the searches come later.
  @Test func everyCommandOfTheLanguageIsThere() {
    let promised = """
      load data dataset net lenet300 lenet5 alexnet vgg16 squeezenet dense conv relu leaky_relu \
      sigmoid tanh clip maxpool
      avgpool global_avgpool lrn dropout concat add flatten softmax train accuracy infer
      file_size exists prune retrain quantize huffman unpack estimate
      show report paper inspect compare bench verify explain plot hist histogram heatmap panels \
      plot_codebook plot_codes plot_layers
      save export checkpoint seed
      """
    let names = Set(Self.commands.map { type(of: $0).name })
    #expect(
      promised.split(whereSeparator: \.isWhitespace).filter { !names.contains(String($0)) } == [])
  }

  private static let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Scripts").standardizedFileURL

  /// Every script of the repository is free of all that can be known to be wrong before it runs.
  @Test func theStudiesPassTheCheck() throws {
    let files = try FileManager.default.subpathsOfDirectory(atPath: Self.scripts.path).filter {
      $0.hasSuffix(".dcs")
    }
    #expect(files.contains("lenet-300-100.dcs"))
    for file in files {
      let interpreter = Interpreter(commands: StandardCommands.table(session: Session())) { _ in
      } isInterrupted: {
        false
      }
      let source = try SourceText(contentsOf: Self.scripts.path + "/" + file)
      #expect(interpreter.faults(in: source).map(\.message) == [], "\(file)")
    }
  }
}
