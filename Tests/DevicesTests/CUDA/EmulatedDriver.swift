import Devices
import Foundation
import TestSupport

/// NVIDIA's driver interface on the processor (`driver.cpp`), so that kernels and calls run where
/// no card is: built once for all tests by the clang++ that belongs to Swift.
enum EmulatedDriver {
  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Why there is none is told by the tests that are skipped.
  static let library = Result {
    try SharedLibrary(
      built(
        "driver.cpp", as: "libcuda.so.1",
        [
          "-DKERNELS=" + names.map { "X(\($0))" }.joined(separator: " "),
          "-DSOURCE=\"\(kernels.path)\"",
        ]
      ).path, of: .cuda)
  }
  /// What dcs calls of cuBLAS and cuSPARSE (`libraries.cpp`), both in one.
  static let mathematics = Result {
    try SharedLibrary(built("libraries.cpp", as: "libraries.so").path, of: .cuda)
  }
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static var kernels: URL { root.appendingPathComponent("Sources/CDeviceKernels/kernels.cu") }

  /// The names of all kernels, as the text for the driver has them.
  static var names: [String] {
    PTX.text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix(".visible .entry ") else { return nil }
      return line.dropFirst(".visible .entry ".count).prefix { $0 != "(" }
    }.map(String.init)
  }

  static func cuda(
    replacing name: String? = nil, by address: UnsafeMutableRawPointer? = nil
  ) throws -> CUDA {
    let library = try library.get()
    guard let name, let address else { return try CUDA(library) }
    return try CUDA(library.replacing(name, by: address))
  }

  static func connection(_ library: CUDA) throws -> DeviceConnection {
    try DeviceConnection(
      Device.chosen(among: Device.all(library), asked: nil), library, store: .none,
      tunesItself: false)
  }

  /// A count that the driver keeps: graphs launched, launches that may come early.
  static func count(_ name: String) throws -> Int {
    guard let place = try library.get().symbol("emulated_\(name)") else {
      throw Failure(description: "the driver counts no \(name)")
    }
    return Int(place.load(as: Int32.self))
  }

  private static let output = Result { try TemporaryFolder() }

  private static func built(_ source: String, as name: String, _ options: [String] = []) throws
    -> URL
  {
    let library = URL(fileURLWithPath: try output.get().path + "/" + name)
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments =
      [
        "clang++", "-std=c++17", "-O1", "-fPIC", "-shared", "-w", "-U_FORTIFY_SOURCE",
        "-ffp-contract=off", folder.appendingPathComponent(source).path, "-o", library.path,
      ] + options
    let errors = Pipe()
    compiler.standardError = errors
    try compiler.run()
    let told = errors.fileHandleForReading.readDataToEndOfFile()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else {
      throw Failure(description: String(decoding: told.prefix(1000), as: UTF8.self))
    }
    return library
  }
}
