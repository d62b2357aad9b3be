import Datasets
import TestSupport
import Testing

struct CIFAR10Tests {
  /// Two records a file: labels f and 9, all pixels f, then 255.
  private func folder(
    _ place: String = "cifar10", names: String? = nil
  ) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in 1...6 {
      let name = file == 6 ? "test_batch.bin" : "data_batch_\(file).bin"
      try folder.write(records(label: UInt8(file)), to: place + "/" + name)
    }
    if let names { try folder.write(Array(names.utf8), to: place + "/batches.meta.txt") }
    return folder
  }

  private func records(label: UInt8) -> [UInt8] {
    [label] + [UInt8](repeating: label, count: 3072) + [9] + [UInt8](repeating: 255, count: 3072)
  }

  private func load(_ folder: TemporaryFolder) throws -> Dataset {
    try CIFAR10.load(search: DatasetSearch(folders: [folder.path]), validationCount: 3)
  }

  @Test(arguments: ["cifar10", "cifar-10-batches-bin", "cifar10/cifar-10-batches-bin", "."])
  func recordsAreLabelsAndPlanes(place: String) throws {
    let data = try load(folder(place))
    #expect(data.train.labels == [1, 9, 2, 9, 3, 9, 4] && data.valid.labels == [9, 5, 9])
    #expect(data.test.labels == [6, 9])
    #expect(data.train.shape == [3, 32, 32])
    #expect(try data.test.inputs(at: [0, 1]).values[3071...3072] == [6 * Float(1.0 / 255), 1])
    #expect(data.classNames.isEmpty && data.checksums.count == 6)
  }

  @Test func namesComeAlong() throws {
    let names = (0..<10).map { "c\($0)" }
    let listed = try load(folder(names: names.joined(separator: "\n") + "\n\n"))
    #expect(listed.valid.classNames == names)
    #expect(try load(folder(names: "cat\ndog\n")).classNames.isEmpty)
  }

  @Test func damageIsNamed() throws {
    let folder = try folder()
    try folder.write(Array(records(label: 1).dropLast()), to: "cifar10/data_batch_2.bin")
    #expect(
      throws: DatasetError.damagedRecords(
        path: folder.path + "/cifar10/data_batch_2.bin",
        reason: "its 6145 bytes are no records of 3073")
    ) { try load(folder) }
    try folder.write(records(label: 10), to: "cifar10/data_batch_2.bin")
    #expect(
      throws: DatasetError.damagedRecords(
        path: folder.path + "/cifar10/data_batch_2.bin", reason: "record 0 has the label 10")
    ) { try load(folder) }
  }
}
