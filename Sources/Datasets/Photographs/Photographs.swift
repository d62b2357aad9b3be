import Synchronization
import Tensors

/// Image files that are decoded when a batch is made: no pixels are kept.
package struct Photographs: Sendable {
  package let paths: [String]
  package let preparation: ImagePreparation

  package init(paths: [String], preparation: ImagePreparation) {
    (self.paths, self.preparation) = (paths, preparation)
  }

  /// Decodes the files of these numbers on all threads: input i goes to `target` + i x its size.
  /// The error is that of the first file that has one, whatever the number of threads.
  package func decode(_ numbers: [Int], to target: UnsafeMutablePointer<Float>) throws(DatasetError)
  {
    let size = preparation.shape.reduce(1, *)
    let shared = SharedPointer(target)
    let faults = Mutex<[Int: DatasetError]>([:])
    Parallel.forEach(numbers.count) { row in
      do throws(DatasetError) {
        let image = try ImageFile.image(of: paths[numbers[row]])
        preparation.prepare(image, to: shared.base + row * size)
      } catch {
        faults.withLock { $0[row] = error }
      }
    }
    if let first = faults.withLock({ $0 }).min(by: { $0.key < $1.key }) { throw first.value }
  }
}
