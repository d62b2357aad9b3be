import Memory

/// What can be wrong with data files.
public enum DatasetError: Error, Equatable {
  case unknownDataset(String, known: [String])
  case filesNotFound(dataset: String, missing: [String], searched: [String])
  case unreadable(path: String, reason: String)
  case truncatedGzip(path: String)
  case damagedGzip(path: String, reason: String)
  case tooLarge(path: String, limit: Int)
  case memory(MemoryShortage)
  case wrongChecksum(path: String, expected: String, found: String)
  case notIDX(path: String, reason: String)
  case countMismatch(images: Int, labels: Int)
  case badValidationCount(Int, available: Int)
  case digestUnavailable(String)
  case noImages(folder: String)
  case noClass(path: String)
  case unlistedClass(path: String, name: String)
  case classesDisagree(path: String, number: Int, name: String, listed: Int?)
  case damagedImage(path: String, reason: String)
  case imageTooLarge(path: String, width: Int, height: Int, limit: Int)
  case badPreparation(PreparationArgument, String)
  case noImageInput(shape: String)
  case badShares(valid: Double, test: Double)
  case nothingToTrainOn(count: Int)
  case noClassFolders(folder: String)
  case badArrays(path: String, reason: String, remedy: String)
  case badTable(path: String, line: Int, reason: String, remedy: String)
  case noColumn(path: String, name: String, columns: [String])
  case damagedRecords(path: String, reason: String)
  case badSound(path: String, reason: String)
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownDataset(let name, _): "there is no data set called '\(name)'"
    case .filesNotFound(let dataset, let missing, _):
      """
      \(dataset) was not found: no folder of the search path has \(missing.joined(separator: ", "))
      """
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .truncatedGzip(let path): "\(path) ends too early: the download was probably cut off"
    case .damagedGzip(let path, let reason): "\(path) is damaged: \(reason)"
    case .tooLarge(let path, let limit): "\(path) unpacks to more than \(limit) bytes"
    case .memory(let shortage): shortage.description
    case .wrongChecksum(let path, let expected, let found):
      "\(path) is not the known file: its content has MD5 \(found), expected \(expected)"
    case .notIDX(let path, let reason): "\(path) is not an IDX file: \(reason)"
    case .countMismatch(let images, let labels): "\(images) images but \(labels) labels"
    case .badValidationCount(let count, let available):
      "cannot hold out \(count) of \(available) training examples"
    case .digestUnavailable(let name): "this machine's libcrypto has no \(name)"
    case .noImages(let folder): "\(folder) has no JPEG or PNG files, nor have its sub-folders"
    case .noClass(let path): "the name of \(path) says no class"
    case .unlistedClass(let path, let name):
      "\(path) is of class '\(name)', which classes.txt does not list"
    case .classesDisagree(let path, let number, let name, let listed):
      "\(path) says class \(number), but classes.txt "
        + (listed.map { "lists \(name) as class \($0)" } ?? "does not list \(name)")
    case .damagedImage(let path, let reason): "\(path) is a damaged image: \(reason)"
    case .imageTooLarge(let path, let width, let height, let limit):
      "\(path) has \(width)x\(height) pixels, more than \(limit)"
    case .badPreparation(let argument, let reason): "\(argument) \(reason)"
    case .noImageInput(let shape): "the net takes inputs of shape \(shape), which is no image"
    case .badShares(let valid, let test):
      "shares of \(valid) for validation and \(test) for testing leave nothing to train on"
    case .nothingToTrainOn(let count):
      "\(count) examples are too few to hold some out and train on others"
    case .noClassFolders(let folder): "\(folder) has no sub-folders with images, one a class"
    case .badArrays(let path, let reason, _): "\(path): \(reason)"
    case .badTable(let path, let line, let reason, _): "\(path):\(line): \(reason)"
    case .noColumn(let path, let name, _): "\(path) has no column '\(name)'"
    case .damagedRecords(let path, let reason): "\(path) is no file of CIFAR-10: \(reason)"
    case .badSound(let path, let reason): "\(path) is no sound that dcs reads: \(reason)"
    }
  }
}
