import Datasets
import Foundation

/// Files that Pillow 12 wrote of two images, and what it reads from them:
///
///     def sharp(w, h): y, x, c = np.mgrid[0:h, 0:w, 0:3]; return Image.fromarray(((37*x + 101*y +
///     53*c + 7*x*y) % 256).astype("u1"))
///     def smooth(): y, x, c = np.mgrid[0:6, 0:9, 0:3]; return Image.fromarray((40 + 10*x + 5*y +
///     20*c).astype("u1"))
///     f = io.BytesIO(); smooth().convert(MODE).save(f, "JPEG", optimize=True, quality=90, ...);
///     base64.b64encode(f.getvalue())
enum SampleImages {
  struct File: Sendable {
    let name: String
    let text: String
    var bytes: [UInt8] { [UInt8](Data(base64Encoded: text) ?? Data()) }
  }

  /// 9x6, with MD5 of np.asarray(Image.open(...).convert("RGB")).
  static let jpegs: [(file: File, digest: String)] = [
    (colored, "1ac1a8311d76d22b63ab7852fff098b9"), (subsampled, "520e47ae5c003fa2de520071c109761e"),
    (grey, "12bf03d7f64aafa254d0bc1ad208e84c"), (inked, "4cc0fd5812dcce87b6e97ae245f0eaa8"),
    (progressive, "60ca8477a029b264e61d4631233df462"),
  ]

  static let colored = File(
    name: "4:4:4",
    text: """
      /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLE\
      BYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\
      QUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAGAAkDAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABgf/xAAcEAA\
      CAAcAAAAAAAAAAAAAAAAAAwYHFiMxQWH/xAAVAQEBAAAAAAAAAAAAAAAAAAAABv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/\
      2gAMAwEAAhEDEQA/AA0pIbVZxoo0+vFNq4B//9k=
      """)
  static let subsampled = File(
    name: "4:2:0",
    text: """
      /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWI\
      CwgIyYnKSopGR8tMC0oMCUoKSj/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKC\
      goKCgoKCgoKCgoKCgoKCgoKCj/wAARCAAGAAkDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAGxAAAgE\
      FAAAAAAAAAAAAAAAAAAIEBhQiMWH/xAAUAQEAAAAAAAAAAAAAAAAAAAAE/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwD\
      AQACEQMRAD8AhUjBTDRvbFOADwX/2Q==
      """)
  static let grey = File(
    name: "grey",
    text: """
      /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLE\
      BYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAGAAkBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABgf/xAAcEAACAAcAAAAAAA\
      AAAAAAAAAAAwYHFiMxQWH/2gAIAQEAAD8ADSkhtVnGi8U2rh//2Q==
      """)
  static let inked = File(
    name: "CMYK",
    text: """
      /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWE\
      BETFBUVFQwPFxgWFBgSFBUU/8AAFAgABgAJBEMRAE0RAFkRAEsRAP/EABgAAQADAQAAAAAAAAAAAAAAAAcAAwYJ/8QAHB\
      AAAgAHAAAAAAAAAAAAAAAAAAMGBxYjMUFh/9oADgRDAE0AWQBLAAA/ABuUkNqs40ZGUkNqs40XykhtVnGjqmPFNq4PFNq\
      4PFNq4Q//2Q==
      """)
  static let progressive = File(
    name: "progressive",
    text: """
      /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiM\
      EExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Oz\
      s7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wgARCAAGAAkDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAFAE\
      BAAAAAAAAAAAAAAAAAAAAA//aAAwDAQACEAMQAAABm0hS/8QAFxABAAMAAAAAAAAAAAAAAAAAAAIDEv/aAAgBAQABBQKm\
      LL//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAEDAQE/AX//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/AX//x\
      AAUEAEAAAAAAAAAAAAAAAAAAAAQ/9oACAEBAAY/Aj//xAAXEAEAAwAAAAAAAAAAAAAAAAAAAREh/9oACAEBAAE/IY8Vf/\
      /aAAwDAQACAAMAAAAQ8//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8Qf//EABQRAQAAAAAAAAAAAAAAAAAAAAD\
      /2gAIAQIBAT8Qf//EABQQAQAAAAAAAAAAAAAAAAAAABD/2gAIAQEAAT8QAP/Z
      """)

  /// sharp(3, 2) in four kinds: (file, its six pixels).
  static let pngs: [(file: File, pixels: [UInt8])] = [
    (png, sharpPixels),
    (
      File(
        name: "palette",
        text: """
          iVBORw0KGgoAAAANSUhEUgAAAAMAAAACAgMAAADgGo6JAAAADFBMVEWn3JFlms9Kf7QTSH3PbyJmAAAADElEQVR4n\
          GP4wRAAAAM8AUlUBAxvAAAAAElFTkSuQmCC
          """),
      [19, 72, 125, 19, 72, 125, 74, 127, 180, 101, 154, 207, 101, 154, 207, 167, 220, 145]
    ),
    (
      File(
        name: "grey",
        text: """
          iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAAAAAC4HznGAAAAEElEQVR4nGPUVlVlSdXhBwAEegEbXLSB2wAAAABJR\
          U5ErkJggg==
          """),
      [43, 43, 43, 80, 80, 80, 117, 117, 117, 144, 144, 144, 188, 188, 188, 203, 203, 203]
    ),
    (
      File(
        name: "alpha 7",
        text: """
          iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAIklEQVR4nGNkMM1iV1VVZVBVVWVgTJ11nl1HR4dBR\
          0eHAQA3zARkGHikYwAAAABJRU5ErkJggg==
          """), sharpPixels
    ),
  ]

  static let png = File(
    name: "RGB",
    text: """
      iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAHElEQVR4nGNkMM1SVVVVVVVlTJ11XkdHR0dHBwAoTQRWB\
      G+51wAAAABJRU5ErkJggg==
      """)
  static let sharpPixels: [UInt8] = [
    0, 53, 106, 37, 90, 143, 74, 127, 180, 101, 154, 207, 145, 198, 251, 189, 242, 39,
  ]

  static func sharp(width: Int, height: Int) -> RGBImage {
    let pixels = (0..<3 * width * height).map { place in
      let (x, y, channel) = (place / 3 % width, place / 3 / width, place % 3)
      return UInt8((37 * x + 101 * y + 53 * channel + 7 * x * y) % 256)
    }
    return RGBImage(width: width, height: height, pixels: pixels)
  }
}
