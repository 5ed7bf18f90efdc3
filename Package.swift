// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "nnlearn",
  products: [
    .executable(name: "nnlearn", targets: ["nnlearn"])
  ],
  targets: [
    // The core: pure Swift, no Foundation. Arrows point down only; see ARCHITECTURE.md.
    .target(name: "Formula"),
    .target(name: "Network"),
    .target(name: "Differences"),
    .target(name: "Models", dependencies: ["Formula", "Differences"]),
    // What is asked of a learner, and what becomes of an answer.
    .target(name: "Exercises", dependencies: ["Models", "Formula"]),
    .target(name: "Checking", dependencies: ["Formula", "Network", "Differences"]),

    // The course, compiled into the binary, and the command line.
    .target(
      name: "Lessons", dependencies: ["Exercises", "Checking", "Formula", "Network"], path: "Lessons",
      plugins: ["EmbedLessonsPlugin"]),
    .executableTarget(
      name: "nnlearn", dependencies: ["Lessons", "Exercises", "Checking", "Models", "Formula"]),
    // It runs nnlearn as a process of its own; with the dependency both are built.
    .executableTarget(
      name: "Benchmark",
      dependencies: [
        "nnlearn", "Lessons", "Slips", "TextFixtures", "Checking", "Models", "Formula", "Network",
        "Differences",
      ]),

    // Texts with proven verdicts, for the tests and for measuring how many are judged rightly.
    .target(name: "TextFixtures", dependencies: ["Models", "Formula"], path: "Tests/TextFixtures"),

    // Wrong edits of true formulas, true rewritings of them, and a judge that shares nothing with the
    // program: for the tests, and for measuring how many mistakes are named.
    .target(name: "Slips", dependencies: ["Checking", "Formula", "Network"], path: "Tests/Slips"),

    // Lesson texts become string literals at build time, so that the binary can be moved.
    .executableTarget(name: "EmbedLessons"),
    .plugin(
      name: "EmbedLessonsPlugin", capability: .buildTool(), dependencies: ["EmbedLessons"],
      path: "Sources/EmbedLessonsPlugin"),

    .testTarget(name: "FormulaTests", dependencies: ["Formula"]),
    .testTarget(name: "ModelsTests", dependencies: ["TextFixtures", "Models", "Formula"]),
    .testTarget(name: "ExercisesTests", dependencies: ["Lessons", "Exercises", "Models", "Formula"]),
    .testTarget(name: "NetworkTests", dependencies: ["Network"]),
    .testTarget(name: "DifferencesTests", dependencies: ["Differences"]),
    .testTarget(name: "CheckingTests", dependencies: ["Slips", "Checking", "Formula", "Network"]),
    .testTarget(
      name: "LessonsTests", dependencies: ["Slips", "Lessons", "Exercises", "Checking", "Formula", "Network"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["nnlearn", "Lessons", "Exercises", "Checking", "Models", "Formula"]),
  ],
  swiftLanguageModes: [.v6]
)
