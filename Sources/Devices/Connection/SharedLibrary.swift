import Glibc

/// A library of a back end, loaded while dcs runs.
///
/// SAFETY: a handle that is written once and never closed.
package struct SharedLibrary: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer
  private let path: String
  private let backEnd: Device.BackEnd

  /// Throws `noLibrary`.
  package init(_ path: String, of backEnd: Device.BackEnd) throws(DeviceError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .noLibrary(backEnd, path, reason: String(cString: dlerror()))
    }
    (self.handle, self.path, self.backEnd) = (handle, path, backEnd)
  }

  /// The address of a function, or nil.
  package func symbol(_ name: String) -> UnsafeMutableRawPointer? { dlsym(handle, name) }

  func lacks(_ name: String) -> DeviceError {
    .noLibrary(backEnd, path, reason: "it has no function \(name)")
  }
}
