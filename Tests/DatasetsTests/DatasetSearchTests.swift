import Datasets
import TestSupport
import Testing

struct DatasetSearchTests {
  @Test func theFoldersAreTriedInTheDocumentedOrder() {
    let search = DatasetSearch(
      directory: nil,
      environment: ["DCS_DATA": "/one:/two:", "XDG_DATA_HOME": "/home/data", "HOME": "/me"])
    #expect(
      search.folders == [
        "/one", "/two", "Datasets", "/home/data/dcs", "/usr/share/datasets",
      ])
  }

  @Test func withoutVariablesTheHomeFolderIsTried() {
    let search = DatasetSearch(directory: nil, environment: ["HOME": "/me"])
    #expect(search.folders == ["Datasets", "/me/.local/share/dcs", "/usr/share/datasets"])
  }

  @Test func theUsersFolderIsTriedAlone() {
    #expect(
      DatasetSearch(directory: "/mine", environment: ["DCS_DATA": "/one"]).folders == ["/mine"])
  }

  @Test func theFirstFolderThatHasAllFilesWins() throws {
    let folder = try TemporaryFolder()
    for name in ["a/set/x", "b/x", "b/y.gz", "c/set/x", "c/set/y"] {
      try folder.write([1], to: name)
    }
    let search = DatasetSearch(folders: ["missing", "a", "b", "c"].map { folder.path + "/" + $0 })
    let paths = try search.paths(of: ["x", "y"], dataset: "set")
    #expect(paths == [folder.path + "/b/x", folder.path + "/b/y.gz"])
  }

  @Test func subfoldersComeBeforeTheFolderAndPlainBeforePacked() throws {
    let folder = try TemporaryFolder()
    for name in ["x", "set/x", "set/x.gz"] { try folder.write([1], to: name) }
    let paths = try DatasetSearch(folders: [folder.path]).paths(of: ["x"], dataset: "set")
    #expect(paths == [folder.path + "/set/x"])
  }

  @Test func theErrorSaysWhereItLooked() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: "x")
    #expect(
      throws: DatasetError.filesNotFound(
        dataset: "set", missing: ["x", "y"], searched: [folder.path])
    ) { try DatasetSearch(folders: [folder.path]).paths(of: ["x", "y"], dataset: "set") }
  }
}
