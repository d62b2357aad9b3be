import Datasets
import TestSupport
import Testing

struct ImageFolderTests {
  /// A folder with these files; their content does not matter until they are decoded.
  private func folder(_ files: [String], classes: String? = nil) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for file in files { try folder.write([0], to: file) }
    if let classes { try folder.write(Array(classes.utf8), to: "classes.txt") }
    return folder
  }

  private func labels(_ files: [String], classes: String? = nil) throws -> [Int32] {
    let folder = try folder(files, classes: classes)
    return try withExtendedLifetime(folder) { try ImageFolder(folder.path).labels }
  }

  private func message(_ files: [String], classes: String? = nil) throws -> String? {
    let folder = try folder(files, classes: classes)
    do throws(DatasetError) {
      _ = try ImageFolder(folder.path)
      return nil
    } catch { return error.description.replacing(folder.path, with: "F") }
  }

  @Test func numbersAreClasses() throws {
    #expect(try labels(["000_n01440764.jpg", "999_x.JPG", "7.png"]) == [0, 7, 999])
    #expect(try labels(["3/b.jpg", "010/a.png", "3/a.jpeg"]) == [10, 3, 3])
  }

  /// ImageNet's classes are its wnids in ascending order.
  @Test func namesAreNumberedInAscendingOrder() throws {
    #expect(try labels(["n02/a.jpg", "n01/b.jpg", "n01/a.jpg"]) == [0, 0, 1])
    #expect(
      try labels([
        "n09999999_1.JPEG", "n01440764_18.JPEG", "ILSVRC2012_val_00000293_n01440764.JPEG",
      ]) == [0, 0, 1])
    #expect(try labels(["zebra/1.png", "ant/2.png"]) == [0, 1])
  }

  /// Line n is class n; a class is known by each word of its line.
  @Test func classesAreTheLinesOfTheList() throws {
    let list = "n3 tench\nn1 goldfish\nn2 great white shark\n"
    #expect(try labels(["n1/a.jpg", "n2/a.jpg", "n3/a.jpg"], classes: list) == [1, 2, 0])
    #expect(try labels(["great white shark/a.jpg", "tench/a.jpg"], classes: list) == [2, 0])
    #expect(try labels(["2_x.jpg"], classes: list) == [2])
  }

  @Test func filesComeInTheOrderOfTheirPlaces() throws {
    let folder = try folder([
      "b/2.jpg", "a/9.jpg", "b/1.jpg", "a/notes.txt", ".hidden.jpg", "x/y/deep.jpg",
    ])
    let paths = try ImageFolder(folder.path).paths.map { $0.replacing(folder.path, with: "F") }
    #expect(paths == ["F/a/9.jpg", "F/b/1.jpg", "F/b/2.jpg"])
  }

  @Test func whatCannotBeToldIsRefused() throws {
    #expect(try message(["notes.txt"]) == "F has no JPEG or PNG files, nor have its sub-folders")
    #expect(try message(["cat.jpg"]) == "the name of F/cat.jpg says no class")
    #expect(
      try message(["n4/a.jpg"], classes: "n3 tench\n")
        == "F/n4/a.jpg is of class 'n4', which classes.txt does not list")
    #expect(
      try message(["1_n01440764.jpg"], classes: "n01440764 tench\nn01443537 goldfish\n")
        == "F/1_n01440764.jpg says class 1, but classes.txt lists n01440764 as class 0")
    #expect(
      try message(["1_n01440764.jpg"], classes: "n3\nn4\n")
        == "F/1_n01440764.jpg says class 1, but classes.txt does not list n01440764")
    #expect(
      try message(["1/a.jpg", "tench/a.jpg"])
        == "F/tench/a.jpg is of class 'tench', which classes.txt does not list")
  }
}
