import Plotting
import Testing

@Suite struct GeometryTests {
  private let box = Rectangle(x: 10, y: 20, width: 30, height: 40)

  @Test func cornersComeInAnyOrder() {
    for (a, b) in [
      (Point(10, 20), Point(40, 60)), (Point(40, 60), Point(10, 20)),
      (Point(40, 20), Point(10, 60)),
    ] {
      #expect(Rectangle(a, b) == box)
    }
  }

  @Test func sidesAndCenter() {
    #expect(box.right == 40 && box.bottom == 60 && box.center == Point(25, 40))
    #expect(box.corners == [Point(10, 20), Point(40, 20), Point(40, 60), Point(10, 60)])
  }

  @Test func insetsNeverTurnNegative() {
    #expect(box.inset(by: 5) == Rectangle(x: 15, y: 25, width: 20, height: 30))
    #expect(box.inset(by: 20).width == 0 && box.inset(by: 20).height == 0)
    #expect(box.inset(left: 1, bottom: 2) == Rectangle(x: 11, y: 20, width: 29, height: 38))
  }

  /// What two rectangles share does not depend on who is asked.
  @Test(arguments: [
    (Rectangle(x: 0, y: 0, width: 20, height: 30), Rectangle(x: 10, y: 20, width: 10, height: 10)),
    (Rectangle(x: 40, y: 20, width: 9, height: 9), Rectangle(x: 40, y: 20, width: 0, height: 9)),
    (Rectangle(x: 50, y: 20, width: 9, height: 9), Rectangle(x: 50, y: 20, width: 0, height: 9)),
  ])
  func intersections(_ other: Rectangle, _ shared: Rectangle) {
    #expect(box.intersection(other) == shared)
    #expect(other.intersection(box) == shared)
    let hasArea = shared.width > 0 && shared.height > 0
    #expect(box.overlaps(other) == hasArea && other.overlaps(box) == hasArea)
  }

  @Test func bordersBelongToIt() {
    #expect(box.contains(Point(10, 20)) && box.contains(Point(40, 60)))
    #expect(!box.contains(Point(9.99, 30)) && !box.contains(Point(20, 60.01)))
  }
}
