/// The functions of OpenCL that dcs calls, in a library that is loaded while dcs runs: no header is
/// needed to build, and dcs runs without it.
///
/// Declarations follow the OpenCL 1.2 specification, which every driver has.
/// SAFETY: a table of functions, written once; OpenCL's own functions may be called from any
/// thread, but for those that set the arguments of one kernel.
package struct OpenCL: @unchecked Sendable {
  /// A platform, device, context, queue, program, kernel or buffer.
  typealias Handle = OpaquePointer
  typealias Code = Int32
  typealias Sizes = UnsafePointer<Int>
  typealias Bytes = UnsafeMutableRawPointer

  typealias GetIDs =
    @convention(c) (
      UInt32, UnsafeMutablePointer<Handle?>?, UnsafeMutablePointer<UInt32>?
    ) -> Code
  typealias GetDeviceIDs =
    @convention(c) (
      Handle?, UInt64, UInt32, UnsafeMutablePointer<Handle?>?, UnsafeMutablePointer<UInt32>?
    ) -> Code
  typealias GetInfo =
    @convention(c) (
      Handle?, UInt32, Int, Bytes?, UnsafeMutablePointer<Int>?
    ) -> Code
  typealias GetDeviceInfo =
    @convention(c) (
      Handle?, Handle?, UInt32, Int, Bytes?, UnsafeMutablePointer<Int>?
    ) -> Code
  typealias CreateContext =
    @convention(c) (
      UnsafePointer<Int>?, UInt32, UnsafePointer<Handle?>, UnsafeRawPointer?, Bytes?,
      UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias CreateQueue =
    @convention(c) (
      Handle?, Handle?, UInt64, UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias CreateBuffer =
    @convention(c) (
      Handle?, UInt64, Int, Bytes?, UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias Write =
    @convention(c) (
      Handle?, Handle?, UInt32, Int, Int, UnsafeRawPointer, UInt32, UnsafeRawPointer?, Bytes?
    ) -> Code
  typealias Read =
    @convention(c) (
      Handle?, Handle?, UInt32, Int, Int, Bytes, UInt32, UnsafeRawPointer?, Bytes?
    ) -> Code
  typealias CreateFromSource =
    @convention(c) (
      Handle?, UInt32, UnsafePointer<UnsafePointer<CChar>?>, Sizes?, UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias CreateFromBinary =
    @convention(c) (
      Handle?, UInt32, UnsafePointer<Handle?>, Sizes, UnsafePointer<UnsafePointer<UInt8>?>,
      UnsafeMutablePointer<Code>?, UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias Build =
    @convention(c) (
      Handle?, UInt32, UnsafePointer<Handle?>, UnsafePointer<CChar>, UnsafeRawPointer?, Bytes?
    ) -> Code
  typealias CreateKernel =
    @convention(c) (
      Handle?, UnsafePointer<CChar>, UnsafeMutablePointer<Code>
    ) -> Handle?
  typealias SetArgument = @convention(c) (Handle?, UInt32, Int, UnsafeRawPointer?) -> Code
  typealias Launch =
    @convention(c) (
      Handle?, Handle?, UInt32, Sizes?, Sizes, Sizes?, UInt32, UnsafeRawPointer?, Bytes?
    ) -> Code
  typealias OfOne = @convention(c) (Handle?) -> Code

  let getPlatforms: GetIDs
  let getPlatformInfo: GetInfo
  let getDevices: GetDeviceIDs
  let getDeviceInfo: GetInfo
  let createContext: CreateContext
  let createQueue: CreateQueue
  let createBuffer: CreateBuffer
  let write: Write
  let read: Read
  let createFromSource: CreateFromSource
  let createFromBinary: CreateFromBinary
  let build: Build
  let getBuildInfo: GetDeviceInfo
  let getProgramInfo: GetInfo
  let createKernel: CreateKernel
  let getKernelInfo: GetDeviceInfo
  let setArgument: SetArgument
  let launch: Launch
  let flush: OfOne
  let finish: OfOne
  let releaseContext: OfOne
  let releaseQueue: OfOne
  let releaseBuffer: OfOne
  let releaseProgram: OfOne
  let releaseKernel: OfOne

  /// Throws `noLibrary` where there is none.
  package static func loaded() throws(DeviceError) -> OpenCL {
    try OpenCL(SharedLibrary(of: .openCL))
  }

  package init(_ library: SharedLibrary) throws(DeviceError) {
    getPlatforms = try library.function("clGetPlatformIDs", GetIDs.self)
    getPlatformInfo = try library.function("clGetPlatformInfo", GetInfo.self)
    getDevices = try library.function("clGetDeviceIDs", GetDeviceIDs.self)
    getDeviceInfo = try library.function("clGetDeviceInfo", GetInfo.self)
    createContext = try library.function("clCreateContext", CreateContext.self)
    createQueue = try library.function("clCreateCommandQueue", CreateQueue.self)
    createBuffer = try library.function("clCreateBuffer", CreateBuffer.self)
    write = try library.function("clEnqueueWriteBuffer", Write.self)
    read = try library.function("clEnqueueReadBuffer", Read.self)
    createFromSource = try library.function("clCreateProgramWithSource", CreateFromSource.self)
    createFromBinary = try library.function("clCreateProgramWithBinary", CreateFromBinary.self)
    build = try library.function("clBuildProgram", Build.self)
    getBuildInfo = try library.function("clGetProgramBuildInfo", GetDeviceInfo.self)
    getProgramInfo = try library.function("clGetProgramInfo", GetInfo.self)
    createKernel = try library.function("clCreateKernel", CreateKernel.self)
    getKernelInfo = try library.function("clGetKernelWorkGroupInfo", GetDeviceInfo.self)
    setArgument = try library.function("clSetKernelArg", SetArgument.self)
    launch = try library.function("clEnqueueNDRangeKernel", Launch.self)
    flush = try library.function("clFlush", OfOne.self)
    finish = try library.function("clFinish", OfOne.self)
    releaseContext = try library.function("clReleaseContext", OfOne.self)
    releaseQueue = try library.function("clReleaseCommandQueue", OfOne.self)
    releaseBuffer = try library.function("clReleaseMemObject", OfOne.self)
    releaseProgram = try library.function("clReleaseProgram", OfOne.self)
    releaseKernel = try library.function("clReleaseKernel", OfOne.self)
  }
}

/// What OpenCL tells about its objects.
extension OpenCL {
  /// One of the functions that tell something, bound to its object: size, where to, how much there
  /// is.
  typealias Question = (Int, Bytes?, UnsafeMutablePointer<Int>?) -> Code

  /// Empty where the question is not understood.
  static func bytes(_ ask: Question) -> [UInt8] {
    var size = 0
    guard ask(0, nil, &size) == 0, size > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = ask(size, buffer.baseAddress, nil) == 0 ? size : 0
    }
  }

  /// Without the zero at the end, and without spaces around it.
  static func text(_ ask: Question) -> String {
    let bytes = bytes(ask).prefix { $0 != 0 }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    return words.joined(separator: " ")
  }

  /// 0 where the question is not understood.
  static func number(_ ask: Question) -> UInt64 {
    var value: UInt64 = 0
    let bytes = bytes(ask)
    for (place, byte) in bytes.prefix(8).enumerated() { value |= UInt64(byte) << (8 * place) }
    return value
  }
}
