import Glibc

/// Writes a file so that others see either all of it or what was there before, whenever the writer
/// or the machine stops.
///
/// The bytes go into a file without a name, which the kernel forgets with its writer. When they are
/// on the disk it gets a random name beside the destination, and that name becomes the
/// destination's. Where a file system has no files without names, the random name is there from the
/// start. Who has such a file open holds a lock on it: a lock that can be had tells a later save
/// that the writer is gone, whatever process number it had, and in whatever container.
public enum AtomicFile {
  /// Leaves nothing behind when it fails. A file that is replaced keeps its mode and, as far as the
  /// system lets us, its owner; a symbolic link stays, and what it leads to is written.
  public static func write(_ bytes: some Collection<UInt8>, to path: String) throws(FileWriteError)
  {
    do throws(FileFault) {
      try replace(path) { file throws(FileFault) in try file.append(ContiguousArray(bytes)) }
    } catch { throw FileWriteError(path: path, errorNumber: error.number) }
  }

  /// The same for what is made piece by piece: `make` gives the pieces to `append`, in order. What
  /// it throws leaves nothing behind, too.
  public static func write(
    to path: String, _ make: (_ append: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    var stop: (any Error)?
    do throws(FileFault) {
      try replace(path) { file throws(FileFault) in
        do { try make { try file.append(ContiguousArray($0)) } } catch let fault as FileFault {
          throw fault
        } catch {
          stop = error
          throw FileFault(ECANCELED)
        }
      }
    } catch { throw stop ?? FileWriteError(path: path, errorNumber: error.number) }
  }

  private static func replace(
    _ path: String, _ fill: (UnfinishedFile) throws(FileFault) -> Void
  ) throws(FileFault) {
    let destination = try FileDestination(path)
    defer { destination.close() }
    AbandonedFiles.remove(in: destination.folder)
    let file = try UnfinishedFile(beside: destination)
    do throws(FileFault) {
      try fill(file)
      try file.flush()
      try file.take(destination.replaced)
      try file.become(destination)
    } catch {
      file.abandon()
      throw error
    }
    file.close()
    // Makes the new name itself durable. Some file systems cannot; the file is complete all the
    // same.
    destination.flushFolder()
  }
}

/// `errno` of a call that failed.
struct FileFault: Error {
  let number: Int32

  init(_ number: Int32) { self.number = number }
  /// Of the call that failed just now.
  init() { number = errno }
}

/// Why a file could not be written.
public struct FileWriteError: Error, Equatable, Sendable, CustomStringConvertible {
  public let path: String
  /// `errno` of the call that failed.
  public let errorNumber: Int32

  public init(path: String, errorNumber: Int32) {
    (self.path, self.errorNumber) = (path, errorNumber)
  }

  public var description: String { "cannot write '\(path)': \(reason)" }

  private var reason: String {
    switch errorNumber {
    case ENOENT: "its folder does not exist"
    case ENOTDIR: "a part of its path is not a folder"
    case EACCES, EPERM: "writing there is not allowed"
    case EROFS: "the file system is read-only"
    case ENOSPC: "the disk is full"
    case EDQUOT: "the user's share of the disk is used up"
    case EFBIG: "it would be larger than files may be here (ulimit -f, or the file system)"
    case EIO: "the disk reports an error"
    case EMFILE, ENFILE: "too many files are open"
    case EISDIR: "it is a folder"
    case ENOTSUP: "it is a device or a pipe"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "its symbolic links lead in a circle"
    default: String(cString: strerror(errorNumber))
    }
  }
}
