import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// The calls around the kernels; what these compute is tested with OpenCL's, in the same tests.
@Suite(.enabled(if: TestDevice.hasEmulatedDriver, "no clang++ builds Tests/DevicesTests/CUDA"))
struct CUDADriverTests {
  private static func network() throws -> Network {
    let layers: [any Layer] = [
      Dense(weights: .drawn([20, 30], density: 0.5, centroids: 4, seed: 1), bias: nil), ReLU(),
      Dense(weights: .drawn([7, 20], density: 1, centroids: 9, seed: 2), bias: nil), Softmax(),
    ]
    return try Network(inputShape: [30], chain: layers)
  }

  private static func run(with library: CUDA) throws -> [Tensor] {
    try DeviceProgram(Program(network(), on: Machine()), on: EmulatedDriver.connection(library))
      .run([Tensor.normal([2, 30], seed: 2)])
  }

  @Test func aCardSaysWhatItIs() throws {
    let devices = try Device.all(EmulatedDriver.cuda())
    #expect(devices.map(\.label) == ["0 emulated card"])
    #expect(devices[0].backEnd == .cuda && devices[0].kind == .gpu)
    #expect(devices[0].driver == "12.4" && devices[0].memory == 1 << 32)
    #expect(devices[0].coldBytes == 2 << 20 && devices[0].largestGroup == 256)
  }

  /// One graph a pass, whose kernels come early; the same bits from pass to pass and from kernels
  /// that are launched one by one.
  @Test func aPassIsOneGraph() throws {
    let program = try DeviceProgram(
      Program(Self.network(), on: Machine()), on: EmulatedDriver.connection(EmulatedDriver.cuda()))
    let x = Tensor.normal([3, 30], seed: 3)
    let early = try EmulatedDriver.count("early")
    let first = try program.run([x])[0]
    #expect(try EmulatedDriver.count("early") > early)
    let graphs = try EmulatedDriver.count("graphs")
    #expect(sameBits(try program.run([x])[0].values, first.values))
    #expect(try EmulatedDriver.count("graphs") > graphs)
    let noCapture: @convention(c) (OpaquePointer?, Int32) -> Int32 = { _, _ in 801 }
    let single = try DeviceProgram(
      Program(Self.network(), on: Machine()),
      on: EmulatedDriver.connection(
        EmulatedDriver.cuda(
          replacing: "cuStreamBeginCapture_v2",
          by: unsafeBitCast(noCapture, to: UnsafeMutableRawPointer.self))))
    #expect(sameBits(try single.run([x])[0].values, first.values))
  }

  @Test func aDriverWithoutCards() throws {
    let none: @convention(c) (UInt32) -> Int32 = { _ in 100 }
    let library = try EmulatedDriver.cuda(
      replacing: "cuInit", by: unsafeBitCast(none, to: UnsafeMutableRawPointer.self))
    #expect(throws: DeviceError.noDevices(platforms: ["CUDA"])) { try Device.all(library) }
  }

  @Test func aCardWithoutMemory() throws {
    let noMemory: @convention(c) (UnsafeMutablePointer<UInt64>, Int) -> Int32 = { _, _ in 2 }
    let library = try EmulatedDriver.cuda(
      replacing: "cuMemAlloc_v2", by: unsafeBitCast(noMemory, to: UnsafeMutableRawPointer.self))
    do {
      _ = try Self.run(with: library)
      Issue.record("a program without memory")
    } catch let error as DeviceError {
      guard case .outOfMemory("emulated card", let bytes) = error else { throw error }
      #expect(bytes > 0)
    }
  }

  /// What was lost is named, and the next connection is well.
  @Test func aCardLostInTheMiddle() throws {
    let lost: @convention(c) (OpaquePointer?) -> Int32 = { _ in 719 }
    let library = try EmulatedDriver.cuda(
      replacing: "cuStreamSynchronize", by: unsafeBitCast(lost, to: UnsafeMutableRawPointer.self))
    do {
      _ = try Self.run(with: library)
      Issue.record("a lost card computes")
    } catch let error as DeviceError {
      #expect(
        error
          == .failed(
            device: "emulated card", call: "cuStreamSynchronize", reason: "CUDA_ERROR_LAUNCH_FAILED"
          ))
    }
    #expect(try Self.run(with: EmulatedDriver.cuda())[0].shape == [2, 7])
  }

  /// A driver that is older than the text, in its own words.
  @Test func aDriverThatDoesNotBuildTheKernels() throws {
    typealias Load =
      @convention(c) (
        OpaquePointer?, UnsafeRawPointer, UInt32, UnsafePointer<Int32>?,
        UnsafePointer<UnsafeMutableRawPointer?>?
      ) -> Int32
    let old: Load = { _, _, _, options, values in
      guard options?[0] == 5, let log = values?[0] else { return 1 }
      for (place, byte) in "ptxas error : Unsupported .version".utf8.enumerated() {
        log.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
      }
      return 222
    }
    let library = try EmulatedDriver.cuda(
      replacing: "cuModuleLoadDataEx", by: unsafeBitCast(old, to: UnsafeMutableRawPointer.self))
    #expect(
      throws: DeviceError.kernelsDoNotBuild(
        device: "emulated card", log: "ptxas error : Unsupported .version")
    ) { try EmulatedDriver.connection(library) }
  }

  /// By number, by name, by the back end; CUDA's of a card that both have.
  @Test func aWordChooses() throws {
    let card = try Device.all(EmulatedDriver.cuda())[0]
    #expect(try Device.chosen(among: [card], asked: "cuda") == card)
    #expect(try Device.chosen(among: [card], asked: "Emulated") == card)
    if let other = try? Device.all(of: .openCL).first {
      #expect(try Device.chosen(among: [card, other], asked: "opencl") == other)
      #expect(try Device.chosen(among: [card, other], asked: nil) == card)
    }
  }
}
