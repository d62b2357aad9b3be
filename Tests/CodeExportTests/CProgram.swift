import CodeExport
import Foundation
import Testing

/// A compiler, and what runs its programs.
struct CToolchain: Sendable, CustomTestStringConvertible {
  let name: String
  let compiler: String
  var flags: [String] = []
  /// In front of the program: valgrind, an emulator.
  var runner: [String] = []

  var testDescription: String { name }

  static let warnings = [
    "-std=c99", "-pedantic", "-O2", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Werror",
  ]

  static let gcc = CToolchain(name: "gcc", compiler: "gcc")
  static let clang = CToolchain(name: "clang", compiler: "clang")
  /// Undefined behaviour and bad addresses end the program.
  static let sanitizers = CToolchain(
    name: "gcc with sanitizers", compiler: "gcc",
    flags: ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover"])
  static let valgrind = CToolchain(
    name: "valgrind", compiler: "gcc", flags: ["-g"],
    runner: ["valgrind", "-q", "--error-exitcode=9"])
  static let thirtyTwoBits = CToolchain(name: "gcc -m32", compiler: "gcc", flags: ["-m32"])
  /// ARMv5: no floating-point unit; every operation on floats is a call.
  static let softwareFloats = CToolchain(
    name: "ARM without floating point", compiler: armCompiler,
    flags: ["-static", "-mfloat-abi=soft"],
    runner: ["qemu-arm"])

  /// Debian's package gcc-arm-linux-gnueabi, or that of one version: gcc-12-arm-linux-gnueabi.
  private static var armCompiler: String {
    let names = ["", "-12", "-13", "-14"].map { "arm-linux-gnueabi-gcc\($0)" }
    return names.first { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)") }
      ?? names[0]
  }

  static let all = [gcc, clang, sanitizers, valgrind, thirtyTwoBits, softwareFloats]

  /// Whether it makes programs that run here.
  var isAvailable: Bool {
    (try? CProgram(
      files: [.init(name: "main.c", bytes: Array("int main(void) { return 0; }\n".utf8))],
      toolchain: self
    ).run([])) != nil
  }

  static let available = all.filter(\.isAvailable)
  static let missing = all.filter { toolchain in !available.contains { $0.name == toolchain.name } }
}

/// Source files compiled in a folder of their own, which is removed with the program.
final class CProgram {
  struct Failure: Error, CustomStringConvertible { let description: String }

  private let folder: URL
  private let toolchain: CToolchain

  /// What an object file of the sources calls that is not in it: no library is linked, no header
  /// but stdint.h is there. Compiled for a Cortex-M0, a processor of 32 bits without floating point
  /// and without division.
  static func symbolsMissingOnMicrocontroller(_ files: [CSource.File]) throws -> [String] {
    let flags = ["--target=thumbv6m-none-eabi", "-mfloat-abi=soft", "-ffreestanding", "-nostdlib"]
    let object = CToolchain(name: "Cortex-M0", compiler: "clang", flags: flags)
    let listing = try CProgram(files: files, toolchain: object, isObject: true)
    return String(
      decoding: try listing.run(["llvm-nm", "-u", "program"], input: []), as: UTF8.self
    )
    .split(whereSeparator: \.isWhitespace).map(String.init).filter { $0 != "U" }
  }

  static let hasMicrocontroller =
    (try? symbolsMissingOnMicrocontroller([
      .init(name: "a.c", bytes: Array("extern int b; int a(void) { return b; }\n".utf8))
    ]))
    == ["b"]

  init(files: [CSource.File], toolchain: CToolchain, isObject: Bool = false) throws {
    self.toolchain = toolchain
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "dcs-c-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files { try Data(file.bytes).write(to: folder.appendingPathComponent(file.name)) }
    let sources = files.map(\.name).filter { $0.hasSuffix(".c") }
    _ = try run(
      [toolchain.compiler] + CToolchain.warnings + toolchain.flags + (isObject ? ["-c"] : [])
        + sources + ["-o", "program"], input: [])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Standard output for that standard input. Throws when the program fails.
  func run(_ input: [UInt8]) throws -> [UInt8] {
    try run(toolchain.runner + [folder.path + "/program"], input: input)
  }

  private func run(_ command: [String], input: [UInt8]) throws -> [UInt8] {
    let paths = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
    try Data(input).write(to: paths[0])
    for path in paths.dropFirst() { try Data().write(to: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: paths[1])
    process.standardError = try FileHandle(forWritingTo: paths[2])
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let output = String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self)
      throw Failure(
        description:
          "\(command.joined(separator: " ")) ended with \(process.terminationStatus): \(output)")
    }
    return [UInt8](try Data(contentsOf: paths[1]))
  }
}

extension CSource {
  /// The outputs of these inputs, computed by the source. The memory comes from the heap, where
  /// tools watch it.
  func outputs(of inputs: [Float], toolchain: CToolchain) throws -> [Float] {
    let main = """
      #include <stdio.h>
      #include <stdlib.h>
      #include "network.h"
      int main(void) {
        network_memory *memory = malloc(sizeof *memory);
        float *input = malloc(sizeof(float) * network_inputs);
        while (fread(input, sizeof(float), network_inputs, stdin) == network_inputs) {
          const float *output = network_run(memory, input);
          if (fwrite(output, sizeof(float), network_outputs, stdout) != network_outputs) return 1;
        }
        free(memory);
        free(input);
        return 0;
      }

      """
    let sources =
      files.filter { !$0.name.hasSuffix("_example.c") } + [
        .init(name: "main.c", bytes: Array(main.utf8))
      ]
    let bytes = try CProgram(files: sources, toolchain: toolchain).run(inputs.bytes)
    return bytes.withUnsafeBytes { raw in
      stride(from: 0, to: bytes.count, by: 4).map { place in
        Float(
          bitPattern: UInt32(
            littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      }
    }
  }
}

extension [Float] {
  /// Least significant byte first.
  var bytes: [UInt8] {
    flatMap { value in Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { [UInt8]($0) } }
  }
}
