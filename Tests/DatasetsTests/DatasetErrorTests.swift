import Datasets
import Testing

/// Whole messages: they are what a user reads.
struct DatasetErrorTests {
  @Test(
    arguments: [
      (.unknownDataset("minst", known: ["mnist"]), "there is no data set called 'minst'"),
      (
        .filesNotFound(dataset: "mnist", missing: ["a", "b"], searched: ["/x"]),
        "mnist was not found: no folder of the search path has a, b"
      ),
      (.unreadable(path: "f", reason: "no permission"), "cannot read f: no permission"),
      (.truncatedGzip(path: "f"), "f ends too early: the download was probably cut off"),
      (
        .damagedGzip(path: "f", reason: "incorrect data check"),
        "f is damaged: incorrect data check"
      ),
      (.tooLarge(path: "f", limit: 9), "f unpacks to more than 9 bytes"),
      (
        .wrongChecksum(path: "f", expected: "aa", found: "bb"),
        "f is not the known file: its content has MD5 bb, expected aa"
      ),
      (
        .notIDX(path: "f", reason: "its header is cut off"),
        "f is not an IDX file: its header is cut off"
      ),
      (.countMismatch(images: 6, labels: 3), "6 images but 3 labels"),
      (.badValidationCount(9, available: 6), "cannot hold out 9 of 6 training examples"),
      (.digestUnavailable("MD5"), "this machine's libcrypto has no MD5"),
      (.noImages(folder: "d"), "d has no JPEG or PNG files, nor have its sub-folders"),
      (.noClass(path: "f"), "the name of f says no class"),
      (
        .unlistedClass(path: "f", name: "n1"), "f is of class 'n1', which classes.txt does not list"
      ),
      (
        .classesDisagree(path: "f", number: 1, name: "n1", listed: 0),
        "f says class 1, but classes.txt lists n1 as class 0"
      ),
      (
        .classesDisagree(path: "f", number: 1, name: "n1", listed: nil),
        "f says class 1, but classes.txt does not list n1"
      ),
      (.damagedImage(path: "f", reason: "premature end"), "f is a damaged image: premature end"),
      (.imageTooLarge(path: "f", width: 9, height: 8, limit: 70), "f has 9x8 pixels, more than 70"),
      (.badPreparation(.crop, "must be odd"), "crop must be odd"),
      (.noImageInput(shape: "[7]"), "the net takes inputs of shape [7], which is no image"),
      (
        .badShares(valid: 0.5, test: 0.6),
        "shares of 0.5 for validation and 0.6 for testing leave nothing to train on"
      ),
      (
        .nothingToTrainOn(count: 2),
        "2 examples are too few to hold some out and train on others"
      ),
      (.noClassFolders(folder: "d"), "d has no sub-folders with images, one a class"),
      (.badArrays(path: "f", reason: "it has no y", remedy: "r"), "f: it has no y"),
      (.badTable(path: "f", line: 3, reason: "'a' is missing", remedy: "r"), "f:3: 'a' is missing"),
      (.noColumn(path: "f", name: "z", columns: ["a"]), "f has no column 'z'"),
      (
        .damagedRecords(path: "f", reason: "it is empty"), "f is no file of CIFAR-10: it is empty"
      ),
      (.badSound(path: "f", reason: "it ends"), "f is no sound that dcs reads: it ends"),
    ] as [(DatasetError, String)])
  func messages(error: DatasetError, expected: String) { #expect(error.description == expected) }
}
