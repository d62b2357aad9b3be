import CZip
@preconcurrency import Glibc
import Memory

/// Zip files in memory, through libzip. The only file that knows it.
enum ZipArchive {
  struct Entry {
    var name: String
    var bytes: [UInt8]
  }

  /// An archive of entries that are stored as they are. Times are those of the year 1980, so that
  /// equal entries give equal bytes.
  static func write(_ entries: [Entry]) throws(ModelExchangeError) -> [UInt8] {
    // libzip removes an archive that has no entries.
    if entries.isEmpty { return emptyArchive }
    var error = zip_error_t()
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw .cannotWrite(reason: text(&error))
    }
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      throw .cannotWrite(reason: text(&error))
    }
    zip_source_keep(target)
    for entry in entries where !add(entry, to: archive) {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw .cannotWrite(reason: reason)
    }
    guard zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw .cannotWrite(reason: reason)
    }
    return try content(of: target)
  }

  /// An end record alone, the shortest zip file.
  private static let emptyArchive: [UInt8] =
    [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 18)

  /// The library frees the copy that it gets.
  private static func add(_ entry: Entry, to archive: OpaquePointer) -> Bool {
    guard let copy = malloc(max(1, entry.bytes.count)) else { return false }
    entry.bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, $0.count) } }
    guard let source = zip_source_buffer(archive, copy, UInt64(entry.bytes.count), 1) else {
      free(copy)
      return false
    }
    let index = zip_file_add(archive, entry.name, source, UInt32(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      return false
    }
    let firstOfJanuary1980: UInt16 = 0x21
    return zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0) == 0
      && zip_file_set_dostime(archive, UInt64(index), 0, firstOfJanuary1980, 0) == 0
  }

  private static func content(of source: OpaquePointer) throws(ModelExchangeError) -> [UInt8] {
    var status = zip_stat_t()
    guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else {
      throw .cannotWrite(reason: "the finished archive cannot be read")
    }
    defer { zip_source_close(source) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    guard zip_source_read(source, &bytes, status.size) == Int64(status.size) else {
      throw .cannotWrite(reason: "the finished archive cannot be read")
    }
    return bytes
  }

  /// Where an archive is.
  enum Origin {
    case memory([UInt8])
    case file(path: String)
  }

  /// All entries, one after the other. Sizes are summed before anything is unpacked: `tooManyBytes`
  /// when they are over `maximumBytes`.
  static func read(
    _ origin: Origin, maximumBytes: Int, maximumEntries: Int,
    _ visit: (Entry) throws(ModelExchangeError) -> Void
  ) throws(ModelExchangeError) {
    var error = zip_error_t()
    guard case .memory(let bytes) = origin else {
      guard case .file(let path) = origin, let source = zip_source_file_create(path, 0, -1, &error)
      else {
        throw .notAZipFile(reason: text(&error))
      }
      return try read(source, maximumBytes, maximumEntries, visit)
    }
    // libzip takes no bytes at all for an empty archive.
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw .notAZipFile(reason: "it does not start with PK")
    }
    var failure: ModelExchangeError?
    bytes.withUnsafeBytes { raw in
      do throws(ModelExchangeError) {
        guard let source = zip_source_buffer_create(raw.baseAddress, UInt64(raw.count), 0, &error)
        else {
          throw .notAZipFile(reason: text(&error))
        }
        try read(source, maximumBytes, maximumEntries, visit)
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private static func read(
    _ source: OpaquePointer, _ maximumBytes: Int, _ maximumEntries: Int,
    _ visit: (Entry) throws(ModelExchangeError) -> Void
  ) throws(ModelExchangeError) {
    var error = zip_error_t()
    guard let archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) else {
      zip_source_free(source)
      throw .notAZipFile(reason: text(&error))
    }
    defer { zip_discard(archive) }
    let sizes = try sizes(in: archive, maximumBytes: maximumBytes, maximumEntries: maximumEntries)
    for (index, (name, size)) in sizes.enumerated() {
      try visit(Entry(name: name, bytes: try unpack(archive, index: index, name: name, size: size)))
    }
  }

  /// A byte of deflated data stands for 1032 at most: what announces more is refused before memory
  /// is reserved.
  private static let largestRatio: UInt64 = 1032

  private static func sizes(
    in archive: OpaquePointer, maximumBytes: Int, maximumEntries: Int
  ) throws(ModelExchangeError) -> [(name: String, size: Int)] {
    let count = Int(zip_get_num_entries(archive, 0))
    guard count <= maximumEntries else {
      throw .tooManyEntries(count: count, limit: maximumEntries)
    }
    var sizes: [(name: String, size: Int)] = []
    var total: UInt64 = 0
    for index in 0..<count {
      var status = zip_stat_t()
      guard zip_stat_index(archive, UInt64(index), 0, &status) == 0, let name = status.name else {
        throw .damagedEntry(name: "entry \(index)", reason: String(cString: zip_strerror(archive)))
      }
      let (sum, overflows) = total.addingReportingOverflow(status.size)
      guard !overflows, sum <= UInt64(maximumBytes) else {
        throw .tooManyBytes(announced: overflows ? .max : sum, limit: maximumBytes)
      }
      guard status.size / largestRatio <= status.comp_size else {
        throw .damagedEntry(
          name: String(cString: name), reason: "its size is not the announced one")
      }
      total = sum
      sizes.append((String(cString: name), Int(status.size)))
    }
    // Once unpacked, and once as an array.
    do {
      try MemoryBudget.require(2 * Int(total), for: "what is in the archive")
    } catch { throw .memory(error) }
    return sizes
  }

  /// Reads past the announced end, where libzip compares the CRC-32: an entry that goes on, or ends
  /// early, is damaged.
  private static func unpack(
    _ archive: OpaquePointer, index: Int, name: String, size: Int
  ) throws(ModelExchangeError) -> [UInt8] {
    guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
      throw .damagedEntry(name: name, reason: String(cString: zip_strerror(archive)))
    }
    defer { zip_fclose(file) }
    var bytes = [UInt8](repeating: 0, count: size)
    var beyond: UInt8 = 0
    let count = size == 0 ? 0 : zip_fread(file, &bytes, UInt64(size))
    let extra = count == Int64(size) ? zip_fread(file, &beyond, 1) : 0
    guard count >= 0, extra >= 0 else {
      throw .damagedEntry(name: name, reason: String(cString: zip_file_strerror(file)))
    }
    guard count == Int64(size), extra == 0 else {
      throw .damagedEntry(name: name, reason: "its size is not the announced one")
    }
    return bytes
  }

  private static func text(_ error: inout zip_error_t) -> String {
    String(cString: zip_error_strerror(&error))
  }
}
