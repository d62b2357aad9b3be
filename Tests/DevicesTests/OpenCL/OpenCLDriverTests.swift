import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// What goes wrong outside of dcs: each fault is told by name, and the next call may succeed.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct OpenCLDriverTests {
  private static let noMemory:
    @convention(c) (
      OpaquePointer?, UInt64, Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int32>
    ) -> OpaquePointer? = { _, _, _, _, code in
      code.pointee = -4
      return nil
    }

  private static let lost:
    @convention(c) (
      OpaquePointer?, OpaquePointer?, UInt32, UnsafePointer<Int>?, UnsafePointer<Int>,
      UnsafePointer<Int>?, UInt32, UnsafeRawPointer?, UnsafeMutableRawPointer?
    ) -> Int32 = { _, _, _, _, _, _, _, _, _ in -2 }

  private static func network() throws -> Network {
    try Network.of(
      Dense(weights: .drawn([6, 9], density: 0.5, centroids: 4, seed: 1), bias: nil), input: [9])
  }

  private static func run(with library: OpenCL) throws -> [Tensor] {
    let device = try Device.chosen(among: Device.all(library), asked: nil)
    let connection = try DeviceConnection(device, library, store: .none)
    return try DeviceProgram(Program(network(), on: Machine()), on: connection)
      .run([Tensor.normal([2, 9], seed: 2)])
  }

  @Test func aDeviceWithoutMemory() throws {
    let library = try OpenCLTests.library(
      replacing: "clCreateBuffer",
      by: unsafeBitCast(Self.noMemory, to: UnsafeMutableRawPointer.self))
    let name = try #require(TestDevice.device).name
    do {
      _ = try Self.run(with: library)
      Issue.record("a program without memory")
    } catch let error as DeviceError {
      guard case .outOfMemory(name, let bytes) = error else { throw error }
      #expect(bytes > 0 && error.remedy.contains("batch="))
    }
  }

  /// The same program runs on the host meanwhile, and on a device that is well afterwards.
  @Test func aDeviceLostInTheMiddle() throws {
    let library = try OpenCLTests.library(
      replacing: "clEnqueueNDRangeKernel",
      by: unsafeBitCast(Self.lost, to: UnsafeMutableRawPointer.self))
    do {
      _ = try Self.run(with: library)
      Issue.record("a lost device computes")
    } catch let error as DeviceError {
      guard case .failed(_, let call, "CL_DEVICE_NOT_AVAILABLE") = error else { throw error }
      #expect(call.contains("clEnqueueNDRangeKernel"))
    }
    let x = Tensor.normal([2, 9], seed: 2)
    #expect(try TestDevice.outputs(of: Self.network(), for: x).error < 1e-5)
  }
}
