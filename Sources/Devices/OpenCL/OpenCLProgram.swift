/// Builds the kernels for a device, once: what the driver made of them is kept by device, driver
/// and source, since a build takes a second and loading what was built a hundredth.
package struct OpenCLProgram {
  let library: OpenCL
  let device: Device
  let context: OpenCL.Handle
  let store: FileStore

  /// Contraction would round differently from driver to driver.
  private static let options = "-cl-std=CL1.2"

  /// A program, and whether it came from the store.
  func handle(_ source: String) throws(DeviceError) -> (OpenCL.Handle, Bool) {
    let name = "kernels-" + key(source) + ".bin"
    if let kept = store.read(name).flatMap(Self.content), let program = loaded(kept) {
      return (program, true)
    }
    let program = try built(source)
    if let binary = binary(of: program) { store.write(name, Self.sealed(binary)) }
    return (program, false)
  }

  private func key(_ source: String) -> String {
    Fingerprint(
      [device.platform, device.name, device.driver, Self.options, source]
        .joined(separator: "\0")
    ).hexadecimal
  }

  // MARK: From source

  private func built(_ source: String) throws(DeviceError) -> OpenCL.Handle {
    var code: Int32 = 0
    let program = source.withCString { text in
      library.createFromSource(context, 1, [text], nil, &code)
    }
    guard let program, code == OpenCLCode.success else {
      throw device.openCLFailure("clCreateProgramWithSource", code)
    }
    let status = library.build(program, 1, [device.pointer], Self.options, nil, nil)
    guard status == OpenCLCode.success else {
      let log = OpenCL.text {
        library.getBuildInfo(program, device.pointer, OpenCLConstant.buildLog, $0, $1, $2)
      }
      _ = library.releaseProgram(program)
      throw .kernelsDoNotBuild(
        device: device.name, log: log.isEmpty ? OpenCLCode.name(status) : log)
    }
    return program
  }

  // MARK: From what was built before

  /// nil where the driver does not take it: it is built anew then.
  private func loaded(_ binary: [UInt8]) -> OpenCL.Handle? {
    var (code, status): (Int32, Int32) = (0, 0)
    let program = binary.withUnsafeBufferPointer { bytes in
      library.createFromBinary(
        context, 1, [device.pointer], [bytes.count], [bytes.baseAddress], &status, &code)
    }
    guard let program else { return nil }
    if code == OpenCLCode.success, status == OpenCLCode.success,
      library.build(program, 1, [device.pointer], Self.options, nil, nil) == OpenCLCode.success
    {
      return program
    }
    _ = library.releaseProgram(program)
    return nil
  }

  private func binary(of program: OpenCL.Handle) -> [UInt8]? {
    let size = Int(
      clamping: OpenCL.number {
        library.getProgramInfo(program, OpenCLConstant.binarySizes, $0, $1, $2)
      })
    guard size > 0 else { return nil }
    var code = Int32(-1)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      var places: [UnsafeMutablePointer<UInt8>?] = [buffer.baseAddress]
      code = library.getProgramInfo(
        program, OpenCLConstant.binaries, MemoryLayout<UnsafeRawPointer>.stride, &places, nil)
      count = code == OpenCLCode.success ? size : 0
    }
    return code == OpenCLCode.success ? bytes : nil
  }

  // MARK: Files

  /// A driver may crash on half a binary: so files begin with a check sum of the rest.
  package static func sealed(_ content: [UInt8]) -> [UInt8] { Fingerprint(content).bytes + content }

  /// nil for a file that is not whole.
  package static func content(of file: [UInt8]) -> [UInt8]? {
    guard file.count > 8 else { return nil }
    let content = Array(file[8...])
    return Array(file[..<8]) == Fingerprint(content).bytes ? content : nil
  }
}
