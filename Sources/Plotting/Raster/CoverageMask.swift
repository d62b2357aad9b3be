/// How much of each pixel of a box is covered, 0 … 1; `x`, `y` place its first pixel on the canvas.
struct CoverageMask {
  let x: Int
  let y: Int
  let width: Int
  let height: Int
  var values: [Float]
}
