import Glibc

/// A library of a back end, loaded while dcs runs.
///
/// SAFETY: a handle and addresses of functions, written once; the library is never closed.
package struct SharedLibrary: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer
  private let path: String
  private let backEnd: Device.BackEnd
  /// Functions that stand for the library's own.
  private var replacements: [String: UnsafeMutableRawPointer] = [:]

  /// What the environment names, or the system's. Throws `noLibrary` where neither can be loaded.
  init(of backEnd: Device.BackEnd) throws(DeviceError) {
    let asked = getenv(backEnd.environmentVariable).map { String(cString: $0) }
    try self.init(asked ?? backEnd.usualLibrary, of: backEnd)
  }

  /// Throws `noLibrary`.
  package init(_ path: String, of backEnd: Device.BackEnd) throws(DeviceError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .noLibrary(backEnd, path, reason: String(cString: dlerror()))
    }
    (self.handle, self.path, self.backEnd) = (handle, path, backEnd)
  }

  /// With another function in the place of one of its own.
  package func replacing(_ name: String, by address: UnsafeMutableRawPointer) -> SharedLibrary {
    var library = self
    library.replacements[name] = address
    return library
  }

  /// The address of a function or a variable, or nil.
  package func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    replacements[name] ?? dlsym(handle, name)
  }

  /// A function of this type, which the caller vouches for. Throws `noLibrary` without it.
  func function<Type>(_ name: String, _ type: Type.Type) throws(DeviceError) -> Type {
    guard let address = symbol(name) else {
      throw .noLibrary(backEnd, path, reason: "it has no function \(name)")
    }
    return unsafeBitCast(address, to: type)
  }
}
