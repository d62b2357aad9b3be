import Foundation

/// Photographs for networks of ImageNet's kind: folders of images on the user's machine.
public enum ImageNet {
  public static let name = "imagenet"
  /// What to do when there is no folder.
  public static let remedy =
    """
    say where the images are, dir="FOLDER", or put them into a folder imagenet under one of \
    DCS_DATA's folders
    """

  /// All images of the folder as `test`; `train` and `valid` stay empty. Files are found now and
  /// decoded when a batch needs them.
  public static func load(search: DatasetSearch, preparation: ImagePreparation) throws(DatasetError)
    -> Dataset
  {
    let folder = try ImageFolder(place(search))
    let all = Examples(
      photographs: Photographs(paths: folder.paths, preparation: preparation),
      labels: folder.labels,
      classNames: folder.classNames)
    let none = all[0..<0]
    return Dataset(name: name, train: none, valid: none, test: all)
  }

  /// The first of the folders' sub-folders whose name begins with imagenet; a folder asked for may
  /// be it itself.
  static func place(_ search: DatasetSearch) throws(DatasetError) -> String {
    for folder in search.folders {
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      if let inside = entries.filter({ $0.hasPrefix(name) }).min() { return folder + "/" + inside }
      if search.isAsked && FileManager.default.fileExists(atPath: folder) { return folder }
    }
    throw .filesNotFound(dataset: name, missing: [name], searched: search.folders)
  }
}
